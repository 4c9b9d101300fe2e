/** `antivenom doctor` on environments of the tools that take seconds to make one. */
import { testMakers } from './maker.ts';

const poetry = { runner: 'poetry', lock: 'poetry.lock', make: ['poetry', 'env', 'use', '--quiet', 'python3'] } as const;

testMakers({
  Pipenv: {
    runner: 'pipenv',
    lock: 'Pipfile.lock',
    make: ['pipenv', '--python', 'python3'],
    home: '.local/share/virtualenvs',
    shown: /virtual environment \S*repo-\S{8} /,
    env: { PIPENV_VERBOSITY: '-1' },
  },
  'poetry in the project': { ...poetry, env: { POETRY_VIRTUALENVS_IN_PROJECT: 'true' } },
  'poetry in its cache': {
    ...poetry,
    home: '.cache/pypoetry/virtualenvs',
    shown: /virtual environment \S*shop-\S{8}-py3\.\d+ /,
  },
});
