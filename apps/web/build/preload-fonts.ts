import type { HtmlTagDescriptor, Plugin } from "vite";

const FIRST_PAINT_FONTS = [
  /inter-latin-opsz-normal-.*\.woff2$/,
  /source-serif-4-latin-opsz-normal-.*\.woff2$/,
];

/** Names the two fonts of the first paint in the page, so that they are fetched beside the styles, not after them. */
export function preloadFonts(): Plugin {
  return {
    name: "parley:preload-fonts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        const files = Object.keys(context.bundle ?? {});
        return files
          .filter((file) => FIRST_PAINT_FONTS.some((font) => font.test(file)))
          .map(describePreload);
      },
    },
  };
}

function describePreload(file: string): HtmlTagDescriptor {
  return {
    tag: "link",
    attrs: { rel: "preload", href: `/${file}`, as: "font", type: "font/woff2", crossorigin: "" },
    injectTo: "head-prepend",
  };
}
