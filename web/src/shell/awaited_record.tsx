import type { ReactNode } from "react";
import { useLate } from "~/parts/late.ts";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { PageHeader } from "./page_header.tsx";

/** The page of something whose name is on its way: what it is, and the way here. */
export function AwaitedRecord({ title, crumbs }: { title: string; crumbs: ReactNode }) {
  const late = useLate();
  return (
    <>
      {late ? <PageHeader title={title} crumbs={crumbs} /> : <h1 className="sr">{title}</h1>}
      <LoadingRows />
    </>
  );
}
