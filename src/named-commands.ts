export const commandSummary = '';
export async function runNamedCommand(_invocation: unknown, _world: unknown): Promise<number> {
  return 2;
}
