/** What was read of the files of two machines that stand in for one another. */
export interface PairOf<Subject> {
  readonly one: Subject;
  readonly other: Subject;
}
