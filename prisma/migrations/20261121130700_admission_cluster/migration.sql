-- CreateTable
CREATE TABLE "admission_cluster" (
    "name" TEXT NOT NULL,
    "reviews" BIGINT NOT NULL,
    "first_review_at" TIMESTAMPTZ(3) NOT NULL,
    "last_review_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "admission_cluster_pkey" PRIMARY KEY ("name")
);
