import { type CelInput, celList } from "@bufbuild/cel";
import { type Container, containersOf } from "./containers.ts";
import type { Variables } from "./expression.ts";
import { parseImage } from "./image.ts";
import { celObject, celValue, type Json, type JsonObject } from "./json.ts";

/** What is asked about, whether an API server asks or a person tries out a manifest. */
export interface Subject {
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly object: JsonObject;
  readonly oldObject: Json;
  /** `operation`, `userInfo`, `kind`, …: the review's request without the objects. */
  readonly request: JsonObject;
}

/** The values of an expression's variables, made once for all rules. */
export interface ReviewValues {
  readonly all: Variables;
  /** What the containers are called that a rule may be about. */
  readonly containers: readonly string[];
  /** As if the pod had only the container at this place; at none of them: no container. */
  withOnly(index: number): Variables;
}

export function reviewValues({ object, oldObject, ...subject }: Subject): ReviewValues {
  const containers = containersOf(object);
  const containerValues = containers.map(celObject);
  const imageValues = containers.map((container) => celObject(imageOf(container)));
  const whole = {
    object: celObject(object),
    oldObject: celValue(oldObject),
    request: celObject(subject.request),
    cluster: subject.cluster ?? "",
  };
  const values = (these: readonly CelInput[], images: readonly CelInput[]): Variables => ({
    ...whole,
    containers: celList(these),
    images: celList(images),
  });
  const at = <Value>(list: readonly Value[], index: number) => list.slice(index, index + 1);
  return {
    all: values(containerValues, imageValues),
    containers: containers.map(({ name }) => name),
    withOnly: (index) =>
      index < 0 ? values([], []) : values(at(containerValues, index), at(imageValues, index)),
  };
}

/** An element of `images`. */
function imageOf({ name, image }: Container): JsonObject {
  return { container: name, image, ...parseImage(image) };
}
