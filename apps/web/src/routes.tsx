import type { ComponentType } from "react";
import { Route } from "wouter";

/** What a page is given: the named parts of its address. */
export type PageProps = { params: Readonly<Record<string, string | undefined>> };

export type Page = { path: string; Page: ComponentType<PageProps> };

export function drawRoute({ path, Page }: Page) {
  return (
    <Route key={path} path={path}>
      {(params) => <Page params={params} />}
    </Route>
  );
}
