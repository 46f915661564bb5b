/** A statement got a value that cannot be sent. Contains the parameter's number, from 1, but never its value. */
class InvalidParameter extends Error {
  override readonly name = 'InvalidParameter';

  constructor(position: number, fault: string) {
    super(`Parameter ${position} of the statement ${fault}`);
  }
}

/** The protocol counts parameters in 16 bits, and the driver refuses the last values. */
const maxParameters = 65_533;

/**
 * Refuses values that the driver cannot serialize, before it sees them: it would reject a different statement, and
 * inside a transaction the connection would never answer again (R-SEC-10). Throws InvalidParameter.
 */
export function requireParameters(values: readonly unknown[]): void {
  if (values.length > maxParameters) {
    throw new InvalidParameter(maxParameters + 1, `is one too many: there can be ${maxParameters}`);
  }
  for (let at = 0; at < values.length; at += 1) {
    const fault = faultOf(values[at]);
    if (fault) throw new InvalidParameter(at + 1, fault);
  }
}

function faultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.includes('\0') ? 'has a NUL character, which PostgreSQL keeps in no text' : undefined;
    case 'number':
    case 'bigint':
    case 'boolean':
      return undefined;
    case 'undefined':
      return 'is undefined';
    case 'object':
      if (value === null || value instanceof Uint8Array) return undefined;
      return `is an object (${value.constructor?.name}), which no column has turned into text`;
    default:
      return `is a ${typeof value}`;
  }
}
