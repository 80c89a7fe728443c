import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Toasts } from "../components/shell/toasts.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Telovix", template: "%s · Telovix" },
  description: "Fleet Console",
  robots: { index: false, follow: false },
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafb" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1116" },
  ],
};

/** Asking for the nonce makes every page dynamic, which the content security policy needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider
          attribute="class"
          defaultTheme="system"
          disableTransitionOnChange
          nonce={nonce}
        >
          <NuqsAdapter>{children}</NuqsAdapter>
          <Toasts />
        </ThemeProvider>
      </body>
    </html>
  );
}
