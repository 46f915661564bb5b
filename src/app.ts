import type { PostedRef, Reply, Request } from './commands/request.ts';

export type { Place, PostedRef, Reply, Request } from './commands/request.ts';

/** What the chat adapters see of the house: one door for everything that a person does. */
export interface App {
  /**
   * Who is it, which command, run it. Never throws: a refusal is the private sentence of its problem, and a fault is
   * logged under a short reference and answered with one fixed sentence that names it (R-CARD-07).
   */
  handle(request: Request): Promise<Reply>;
  /** Remembers a card that was posted as a direct answer, so that it changes when its subject does (R-AUD-04). */
  posted(ref: PostedRef): Promise<void>;
}
