/** Whether the database answers: without it requests are refused as busy rather than left to hang. */
export interface Availability {
  isReady(): boolean;
}
