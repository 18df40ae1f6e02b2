import { Loading, Skeleton } from "#ui/Skeleton";

const SHAPES = [
  "h-10 w-3/5",
  "h-16 w-2/3",
  "mine h-10 w-2/5",
  "mine h-10 w-1/2",
  "h-10 w-1/3",
  "h-16 w-1/2",
];

/** Messages that are about to come. */
export function ThreadSkeleton() {
  return (
    <Loading className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden px-[18px] sm:px-6">
      <div className="mx-auto flex max-w-(--thread-max) flex-col gap-3.5 pb-3.5">
        {SHAPES.map((shape, index) => (
          <Skeleton
            key={index}
            className={`!rounded-bubble max-w-[480px] ${shape.startsWith("mine") ? "self-end" : ""} ${shape.replace("mine ", "")}`}
          />
        ))}
      </div>
    </Loading>
  );
}
