import type { Child } from 'hono/jsx';

export type Fact = {
  term: Child;
  value: Child;
  /** A way to correct this line; `what` completes the link for people who hear it: "改 联系电话". */
  change?: { href: string; label: string; what: string } | undefined;
};

/** Facts of one thing, or the answers to check before sending. */
export function SummaryList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ term, value, change }) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {change ? (
            <dd>
              <a class="change" href={change.href}>
                {change.label}
                <span class="sr"> {change.what}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
