/** The whole command line that runs a command of lvsctl again, on the same daemons: for what is to be run later. */
export type LvsctlWords = (words: readonly string[]) => readonly string[];
