import type { Child } from 'hono/jsx';

type DoorProps = {
  href: string;
  label: string;
  children?: Child /** The main thing people come for; one per page. */;
  main?: boolean;
  icon?: Child;
};

/** A big link that leads to one of the few things a page is for. */
export function Door({ href, label, main = false, icon, children }: DoorProps) {
  return (
    <a class={main ? 'door is-main' : 'door'} href={href}>
      {icon ? <span class="door-icon">{icon}</span> : null}
      <span class="door-words">
        <b>{label}</b>
        {children ? <span>{children}</span> : null}
      </span>
    </a>
  );
}
