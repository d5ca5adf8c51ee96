import { enterPortal, portalLinkIn, type Somebody } from './actors.js';
import { book, type Guest } from './firm.js';
import { mailThat } from './mail.js';
import type { Story } from './story.js';

/** Somebody books, is taken in by the first flow, and opens the portal; their project is a skeleton yet. */
export async function comeIn(story: Story, guest: Guest): Promise<{ portal: Somebody; project: { id: string; client: { id: string } } }> {
  await book(story.firm, guest);
  await story.runThatIs('COMPLETED');
  const portal = await enterPortal(portalLinkIn(await mailThat(guest.email, /portal\/link/)));
  const { projects } = await story.firm.owner.ask<{ projects: { nodes: { id: string; client: { id: string } }[] } }>('{ projects(first: 1) { nodes { id client { id } } } }');
  const [project] = projects.nodes;
  if (!project) throw new Error('there is no project');
  return { portal, project };
}
