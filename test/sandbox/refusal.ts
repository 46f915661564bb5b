/** The sandbox cannot do what it was asked for; the message is a sentence for whoever started it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
