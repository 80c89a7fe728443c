-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "state" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "view_default" (
    "owner" TEXT NOT NULL,
    "view_id" UUID NOT NULL,

    CONSTRAINT "view_default_pkey" PRIMARY KEY ("owner")
);

-- CreateIndex
CREATE INDEX "saved_view_owner_idx" ON "saved_view"("owner");

-- CreateIndex
CREATE INDEX "saved_view_is_shared_idx" ON "saved_view"("is_shared");

-- CreateIndex
CREATE INDEX "view_default_view_id_idx" ON "view_default"("view_id");

-- AddForeignKey
ALTER TABLE "view_default" ADD CONSTRAINT "view_default_view_id_fkey" FOREIGN KEY ("view_id") REFERENCES "saved_view"("id") ON DELETE CASCADE ON UPDATE CASCADE;
