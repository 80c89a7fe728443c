import type { Metadata, Viewport } from "next";
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

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider attribute="class" defaultTheme="system" disableTransitionOnChange>
          <NuqsAdapter>{children}</NuqsAdapter>
          <Toasts />
        </ThemeProvider>
      </body>
    </html>
  );
}
