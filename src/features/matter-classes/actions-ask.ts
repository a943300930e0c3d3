// What a form of a class asks for, carried out: a command, or a move that touches other classes and matters too. Pages and API come this way.
import type { Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { actOnClass, type ClassOptions, type ClassOutcome } from './actions.ts';
import { joinClass, moveMembers, splitClass } from './actions-members.ts';
import type { Asked } from './forms.ts';

export function askClass(ports: Ports, me: Viewer, number: string, asked: Asked, options: ClassOptions): Promise<ClassOutcome> {
  switch (asked.ask) {
    case 'command':
      return actOnClass(ports, me, number, asked.command, options);
    case 'include':
    case 'exclude':
      return moveMembers(ports, me, number, asked.ask, asked, options);
    case 'split':
      return splitClass(ports, me, number, asked, options);
    case 'join':
      return joinClass(ports, me, number, asked.into, asked.reason, options);
  }
}
