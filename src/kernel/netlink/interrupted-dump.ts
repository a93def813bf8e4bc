/** What was dumped changed meanwhile (NLM_F_DUMP_INTR): entries may be missing or have come twice. */
export class InterruptedDump extends Error {
  override readonly name = 'InterruptedDump';

  constructor() {
    super('what the kernel listed was changed meanwhile');
  }
}
