import { DocContents } from "./doc-contents.tsx";
import { DocText } from "./doc-text.tsx";

/** One page of the documentation beside the list of all: what an air-gapped site reads. */
export function DocScreen({ path, text }: { path: string; text: string }) {
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,46rem)_13rem] lg:justify-between">
      <article className="min-w-0">
        <DocText path={path} text={text} />
      </article>
      <aside className="order-first lg:order-none">
        <DocContents path={path} />
      </aside>
    </div>
  );
}
