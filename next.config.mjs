/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // Off: nothing here needs it, and it fetches on behalf of whoever asks.
  images: { unoptimized: true },
  // `npm run verify` type-checks; a start does not pay for it again. Next edits the file it is
  // given, so it gets one of its own.
  typescript: { ignoreBuildErrors: true, tsconfigPath: "app/tsconfig.json" },
};

export default config;
