/** The mark: a point that is heard. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="stroke-on-accent" strokeWidth="2.6" strokeLinecap="round">
        <path d="M7 11.5a12.5 12.5 0 0 1 18 0" opacity=".55" />
        <path d="M11 16a7 7 0 0 1 10 0" opacity=".8" />
      </g>
      <circle cx="16" cy="22" r="3" className="fill-on-accent" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="flex items-center gap-2.5">
      <BrandMark className="size-6" />
      <span className="font-semibold text-[0.9375rem] tracking-tight">Telovix</span>
    </span>
  );
}
