import { celTexts, type Template, texts } from "./template.ts";

export const imageTemplates: readonly Template[] = [
  {
    id: "allowed-registries",
    name: "Allowed registries",
    description: "Images may only come from these registries, or from parts of them.",
    message: "The image comes from a registry that is not allowed.",
    parameters: [
      texts(
        {
          name: "registries",
          label: "Registries",
          description: "A registry, or a registry with the beginning of the repository.",
          example: "registry.example.com, ghcr.io/acme",
        },
        {
          pattern: /^[a-z0-9[\]][a-z0-9.:[\]_-]*(\/[a-z0-9._-]+)*\/?$/,
          accepts: "a registry such as docker.io, registry.example.com:5000 or ghcr.io/acme.",
        },
      ),
    ],
    expression: ({ registries = [] }) => `images.exists(image,
  !${celTexts(registries.map((each) => `${each.replace(/\/$/, "")}/`))}.exists(allowed,
    (image.registry + "/" + image.repository + "/").startsWith(allowed)))`,
  },
  {
    id: "no-latest-tag",
    name: "No latest tag",
    description: "Images name a tag other than `latest`, or a digest.",
    message: "The image has no tag of its own: name a version or a digest.",
    parameters: [],
    expression: () => `images.exists(image, image.digest == "" && image.tag == "latest")`,
  },
  {
    id: "digest-required",
    name: "Digest required",
    description: "Images are pinned by digest, so that what runs is what was looked at.",
    message: "The image is not pinned by digest (@sha256:…).",
    parameters: [],
    expression: () => `images.exists(image, !image.digest.startsWith("sha256:"))`,
  },
];
