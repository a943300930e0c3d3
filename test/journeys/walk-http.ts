// Somebody at the staff pages without a browser: signs in by the form, keeps the cookies, sends a form with what the server put into it.

export type Person = {
  get(path: string): Promise<Response>;
  /** Opens `page`, fills the form whose action is `action`, and sends it; redirects are not followed. */
  send(page: string, action: string, fields: Record<string, string>): Promise<Response>;
};

/** `base`: where the server listens, without a path. */
export function staffAt(base: string): { signIn(login: string, password: string): Promise<Person> } {
  return {
    async signIn(login, password) {
      const jar = new Map<string, string>();
      const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(`${base}${path}`, {
          ...init,
          redirect: 'manual',
          headers: { ...(init.headers as Record<string, string>), cookie, origin: base },
        });
        for (const set of answer.headers.getSetCookie()) {
          const [name = '', ...value] = (set.split(';')[0] ?? '').split('=');
          jar.set(name, value.join('='));
        }
        return answer;
      };
      const person: Person = {
        get: (path) => ask(path),
        async send(page, action, fields) {
          const hidden = hiddenOf(await (await ask(page)).text(), action);
          return ask(action, {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams({ ...hidden, ...fields }),
          });
        },
      };
      const answer = await person.send('/staff/sign-in', '/staff/sign-in', { login, password });
      if (answer.status !== 303) throw new Error(`${login} could not sign in: ${answer.status}`);
      return person;
    },
  };
}

/** Hidden fields of the form with this action; of the whole page when no form names it. */
function hiddenOf(html: string, action: string): Record<string, string> {
  const form =
    [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([text]) => text).find((text) => text.includes(`action="${action}"`)) ?? html;
  return Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
      /name="([^"]*)"/.exec(tag)?.[1] ?? '',
      /value="([^"]*)"/.exec(tag)?.[1] ?? '',
    ]),
  );
}
