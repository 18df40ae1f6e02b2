import { runOnDatabase } from "#kernel/database-command";
import { renewEpoch } from "#kernel/epoch";

/** `npm run epoch`: after a restore by hand, so that clients start afresh. */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  await runOnDatabase(env, () => async ({ sql }) => {
    await renewEpoch(sql);
    return "This database has a new epoch: every client fetches everything anew, unsent messages are kept.";
  });
}
