-- CreateTable
CREATE TABLE "license_key" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "encrypted_private_key" BYTEA,
    "trusted_at" TIMESTAMPTZ(3) NOT NULL,
    "trusted_by" TEXT NOT NULL,

    CONSTRAINT "license_key_pkey" PRIMARY KEY ("id")
);
