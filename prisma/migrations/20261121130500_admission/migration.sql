-- CreateTable
CREATE TABLE "admission_rule" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "expression" TEXT NOT NULL,
    "template_id" TEXT,
    "parameters" JSONB,
    "action" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "clusters" TEXT[],
    "namespaces" TEXT[],
    "exclude_namespaces" TEXT[],
    "last_error_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "admission_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission_decision" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cluster" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "allowed" BOOLEAN NOT NULL,
    "namespace" TEXT,
    "kind" TEXT,
    "name" TEXT,
    "user" TEXT,
    "operation" TEXT,
    "is_dry_run" BOOLEAN NOT NULL,
    "rule_ids" UUID[],
    "rules" JSONB NOT NULL,
    "detail" TEXT,

    CONSTRAINT "admission_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "admission_rule_name_key" ON "admission_rule"("name");

-- CreateIndex
CREATE INDEX "admission_decision_at_id_idx" ON "admission_decision"("at", "id");

-- CreateIndex
CREATE INDEX "admission_decision_cluster_at_id_idx" ON "admission_decision"("cluster", "at", "id");

-- CreateIndex
CREATE INDEX "admission_decision_outcome_at_id_idx" ON "admission_decision"("outcome", "at", "id");

-- CreateIndex
CREATE INDEX "admission_decision_rule_ids_idx" ON "admission_decision" USING GIN ("rule_ids");
