// The proposal of a class, to print and as a Word file.
import { Hono } from 'hono';
import { writeOfficial } from '#platform/documents/official.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { factsForProposal } from './actions-proposal.ts';
import { readClass } from './actions-read.ts';
import { ProposalPage } from './pages/proposal.tsx';
import { proposalBlocks } from './rules-proposal.ts';
import { type C, eyeOf, frameOf, sayNoClass } from './staff-classes.tsx';

export function proposalDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const blocksOf = async (c: C) => {
    const { viewer, around } = await eyeOf(c, ports);
    const read = await readClass(ports, viewer, around, c.req.param('number') ?? '');
    if (!read || read.m.owner === null) return null;
    const { facts } = await factsForProposal(ports, c.var.me, viewer, around, read.m, c.var.site.county, c.var.addressClass);
    return { blocks: proposalBlocks(facts), number: read.m.number };
  };
  door.get('/classes/:number{C[0-9]{8}}/proposal', async (c) => {
    const made = await blocksOf(c);
    return made ? c.html(<ProposalPage frame={frameOf(c)} number={made.number} blocks={made.blocks} />) : sayNoClass(c);
  });
  door.get('/classes/:number{C[0-9]{8}}/proposal.docx', async (c) => {
    const made = await blocksOf(c);
    if (!made) return sayNoClass(c);
    const file = await writeOfficial({ subject: made.number, blocks: made.blocks });
    return c.body(new Uint8Array(file), 200, {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'Content-Disposition': `attachment; filename="proposal-${made.number}.docx"`,
    });
  });
  return door;
}
