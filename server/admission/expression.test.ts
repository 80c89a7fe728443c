import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluationMsMax, stepsMax } from "./budget.ts";
import { makeCompiler } from "./expression.ts";
import { listMax, textMax } from "./functions.ts";
import { reviewValues } from "./review-values.ts";

/** Its time stands still, so that only steps count. */
const compiler = makeCompiler(() => 0);
const many = { n: Array.from({ length: 1000 }, (_, n) => n), text: "x".repeat(50_000) };
const values = reviewValues({
  cluster: "prod",
  namespace: "web",
  object: {
    kind: "Pod",
    metadata: { name: "a", labels: { app: "a" } },
    spec: { containers: [{ name: "c", image: "nginx:1", ports: [{ containerPort: 80 }] }] },
    many,
  },
  oldObject: null,
  request: {
    operation: "CREATE",
    namespace: "web",
    userInfo: { username: "jane", groups: ["dev"] },
  },
}).all;

function ask(text: string) {
  const { expression, problems } = compiler.compile(text);
  return expression ? expression.ask(values) : problems;
}

describe("an expression", () => {
  it.each([
    ["true", true],
    ['object.kind == "Pod" && request.namespace == "web" && cluster == "prod"', true],
    ["has(object.spec.hostPID) && object.spec.hostPID", false],
    ['containers.exists(c, c.image == "nginx:1")', true],
    ['images.all(i, i.registry == "docker.io" && i.repository == "library/nginx")', true],
    ['images[0].tag == "1" && images[0].digest == ""', true],
    ["containers[0].ports[0].containerPort + 1 == 81", true],
    ["size(containers[0].securityContext) == 0 && !has(containers[0].resources.limits)", true],
    ["oldObject == null", true],
    ['"dev" in request.userInfo.groups && request.operation == "CREATE"', true],
    ['object.metadata.labels.exists(key, key.startsWith("a"))', true],
    ['"app" in object.metadata.labels', true],
    ['containers.map(c, c.name).join(",") == "c"', true],
    ['containers.filter(c, c.kind == "regular").size() == 1', true],
    ['"Registry.EXAMPLE".lowerAscii().replace("registry", "x") == "x.example"', true],
    ['"a-b-c".split("-")[1].matches("^[a-c]$")', true],
    ["containers.exists_one(c, true) ? true : false", true],
  ])("%s is %s", (text, expected) => {
    expect(ask(text)).toBe(expected);
  });

  it.each([
    ["object.spec.hostPID", "Field not found: hostPID"],
    ["object.metadata.name", "It gave string, not true or false."],
    ["object.metadata.name > 1", "Found no matching overload for '_>_' applied to '(string, int)'"],
    ["containers[9].name == 'x'", "Index 9 out of bounds [0, -1)"],
    ["1 / (containers.size() - 1) == 1", "divi"],
  ])("%s is an error, never a throw", (text, error) => {
    expect(ask(text)).toEqual({ error: expect.stringMatching(new RegExp(escaped(error), "i")) });
  });
});

const escaped = (text: string) => text.replaceAll(/[[\]().*+?^$|\\]/g, "\\$&");

describe("a draft is refused, with the place,", () => {
  it.each([
    ["a +", 1, 4, /not complete/],
    ["", 1, 1, /end of input/],
    ["true &&\n  foo", 2, 3, /no “foo”; there are object, oldObject, request/],
    ["containers.exists(c, d.name == 'x')", 1, 22, /no “d”/],
    ["containers.exists(c, c.name.beginsWith('x'))", 1, 28, /no function beginsWith\(\)/],
    ["cluster.startsWith()", 1, 8, /with 0 arguments/],
    ["size(object, object) == 1", 1, 1, /with 2 arguments/],
    ["cel.bind(x, 1, x == 1)", 1, 1, /no “cel”/],
    ['"text"', 1, 1, /has to be true or false, and is a string/],
    ["containers.map(c, c.name)", 1, 11, /true or false, and is a list/],
    ["!cluster", 1, 2, /only what is true or false, not a string/],
    ["true && 1", 1, 9, /not a number/],
    ["cluster == 1", 1, 8, /a string never equals a number/],
    ["images.exists(i, i.tagg == '')", 1, 19, /no field of a map; there are container, image/],
    ["cluster.name == 'x'", 1, 8, /“name” is no field of a string/],
    ["namespace == 'x'", 1, 1, /reserves the word “namespace”: write request.namespace/],
    ["cluster.exists(c, true)", 1, 8, /lists and maps have elements/],
    ["(".repeat(5000), 1, 1, /./],
  ])("%j", (text, line, column, message) => {
    const [problem] = compiler.compile(text).problems;
    expect(problem).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });

  it("or taken, whatever is written", () => {
    const word = fc.constantFrom(
      ...[
        "object",
        "containers",
        "images",
        ".",
        "(",
        ")",
        "exists",
        "c",
        ",",
        "==",
        "&&",
        "!",
        "1",
      ],
      ...['"a"', "[", "]", "{", "}", ":", "?", "has", "map", "in", "-", " ", "size", "matches"],
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 30 }).map((all) => all.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (written) => {
        const { expression, problems } = compiler.compile(written);
        if (!expression) expect(problems.length).toBeGreaterThan(0);
        else expect(["boolean", "object"]).toContain(typeof expression.ask(values));
      }),
    );
  });
});

describe("an evaluation ends", () => {
  const steps = { error: `It takes more than ${stepsMax} steps.` };
  const list = { error: `It makes a list of more than ${listMax} elements.` };
  const text = { error: `It makes a text of more than ${textMax} elements.` };
  const n = "object.many.n";

  it.each([
    [`${n}.all(a, ${n}.all(b, ${n}.all(c, a + b + c >= 0)))`, steps],
    [`${n}.exists(a, ${n}.exists(b, ${n}.exists(c, a + b + c < 0)))`, steps],
    [`${n}.exists(a, ${n}.exists(b, ${n}.exists(c, a + b + c < 0))) || 1 / 0 == 1`, steps],
    [`${n}.map(a, ${n}.map(b, ${n})).size() > 0`, steps],
    [`[${n}].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).size() > 0`, list],
    [`1 in [${n}].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)[0]`, list],
    ["[object.many.text].map(x, x + x).map(x, x + x).size() > 0", text],
    ["[object.many.text, object.many.text, object.many.text].join() == ''", text],
    ['object.many.text.replace("x", "yyy") == ""', text],
    ['object.many.text.replace("", "yyy") == ""', text],
    ['object.many.text.matches("(x+x+)+y")', { error: expect.stringContaining("20000") }],
  ])("%s", (expression, error) => {
    const begun = performance.now();
    expect(ask(expression)).toEqual(error);
    expect(performance.now() - begun).toBeLessThan(evaluationMsMax * 8);
  });

  it("at its deadline, on a machine that is too slow for its steps", () => {
    let nowMs = 0;
    const slow = makeCompiler(() => nowMs++);
    const { expression } = slow.compile("object.many.n.all(x, x >= 0)");
    expect(expression?.ask(values)).toEqual({
      error: `It takes longer than ${evaluationMsMax} ms.`,
    });
    expect(expression?.ask(values, nowMs + 3)).toMatchObject({
      error: expect.stringMatching(/longer/),
    });
  });

  it("with what it says in spite of a part that took too long", () => {
    expect(ask("object.many.n.exists(x, x == 5)")).toBe(true);
    expect(ask("true || object.many.n.all(a, object.many.n.all(b, true))")).toBe(true);
  });
});
