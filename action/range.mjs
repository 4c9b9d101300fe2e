// Chooses what to compare, depending on a workflow's event.
// The events' fields: https://docs.github.com/en/webhooks/webhook-events-and-payloads

/** Why nothing can be checked, for somebody who reads the log. */
export class Refusal extends Error {}

const DEEPEN = 'give actions/checkout `fetch-depth: 0`';
/** How a push says that there was no commit before, or that there is none now. */
const NONE = /^0+$/;

/**
 * @param check 'auto', 'range' or 'all'
 * @param git runs git with these arguments and returns its output; null if it fails
 * @returns 'all', 'nothing', or the two commits to compare
 * @throws Refusal
 */
export function chooseRange({ check, fromRef, toRef, eventName, ref, event, git }) {
  if (!['auto', 'range', 'all'].includes(check)) throw new Refusal(`check is auto, range or all, not ${check}`);
  if (check === 'all') return 'all';
  if (fromRef !== '') return { from: fromRef, to: toRef || 'HEAD' };
  if (check === 'range' || toRef !== '') throw new Refusal('check: range needs from-ref');
  if (event.pull_request !== undefined) return ofPullRequest(event.pull_request, git);
  if (eventName === 'merge_group') return present(event.merge_group.base_sha, git);
  if (eventName === 'push') return ofPush(event, ref, git);
  return 'all';
}

function ofPullRequest({ base, head }, git) {
  const commit = git('rev-parse', 'HEAD');
  // The commits of a shallow clone still name their parents.
  const parents = [...(git('cat-file', 'commit', 'HEAD') ?? '').matchAll(/^parent (\w+)$/gm)].map((match) => match[1]);
  // The merge that GitHub creates and actions/checkout checks out. Its first parent may be newer than base.sha, which
  // is the
  // base branch as it was at the event.
  if (parents.length === 2 && parents[1] === head.sha) return present(parents[0], git);
  if (commit !== head.sha && git('merge-base', '--is-ancestor', head.sha, 'HEAD') === null) {
    throw new Refusal(
      'the pull request is not what is checked out (the event pull_request_target checks out its base); use the event ' +
        'pull_request, or give actions/checkout the ref to check',
    );
  }
  return present(base.sha, git);
}

function ofPush({ before, deleted, repository }, ref, git) {
  if (deleted === true) return 'nothing';
  if (!ref.startsWith('refs/heads/')) return 'all';
  if (!NONE.test(before) && has(before, git)) return { from: before, to: 'HEAD' };
  if (git('rev-parse', '--is-shallow-repository') === 'true') throw new Refusal(`the clone is shallow: ${DEEPEN}`);
  // A new branch, or one whose history was rewritten: what it adds to the default branch.
  const main = repository?.default_branch;
  const isMain = ref === `refs/heads/${main}`;
  return !isMain && has(`origin/${main}`, git) ? { from: `origin/${main}`, to: 'HEAD' } : 'all';
}

function present(from, git) {
  if (!has(from, git)) throw new Refusal(`the commit ${from} is not in the clone: ${DEEPEN}`);
  return { from, to: 'HEAD' };
}

const has = (commit, git) => git('cat-file', '-e', `${commit}^{commit}`) !== null;
