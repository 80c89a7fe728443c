import { call, router, viewer } from "../trpc/init.ts";
import { getCluster } from "./get.ts";
import { listClusters } from "./list.ts";
import { ClusterDetail, ClusterPage, ListClusters, OneCluster } from "./schema.ts";

const tags = ["clusters"];

export const clustersRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/clusters",
        summary: "Lists clusters",
        description:
          "What sensors call a cluster, by name and UID, with its nodes as one of them reported.",
        tags,
      },
    })
    .input(ListClusters)
    .output(ClusterPage)
    .query(call(listClusters)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/clusters/{name}",
        summary: "Shows a cluster",
        description: "With the nodes that have no sensor, and the tokens that admit more.",
        tags,
      },
    })
    .input(OneCluster)
    .output(ClusterDetail)
    .query(call(getCluster)),
});
