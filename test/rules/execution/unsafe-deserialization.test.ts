import { DESERIALIZERS } from '../../../src/data/deserializers.ts';
import { unsafeDeserialization } from '../../../src/rules/execution/unsafe-deserialization.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
for (const [name, { unless, takes }] of DESERIALIZERS) {
  const extra = name === 'numpy.load' ? ', allow_pickle=True' : '';
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(given${extra})`;
    const code = `${setup}def f(given):\n    ${call}\n`;
    const at = [placeOf(code, call)];
    reports[`${name} through ${way}`] = { code, at, severity: 'warning' };
    const outside = `${setup}def view(request):\n    ${expression}(request.POST["x"]${extra})\n`;
    reports[`${name} through ${way} on a request`] = { code: outside, at, severity: 'error', message: 'line' };
    if (unless !== undefined) {
      const value = unless.is ? 'True' : 'False';
      allows[`${name} through ${way}, switched off`] =
        `${setup}def f(given):\n    ${expression}(given, ${unless.keyword}=${value})\n`;
    }
    if (takes === 'data') allows[`${name} through ${way} on a constant`] = `${setup}${expression}(b"N.")\n`;
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}def f(given):\n    ${expression}(given${extra})\n`;
  }
}

for (const call of ['torch.load(p, **options)', 'torch.load(p, **{**options})']) {
  allows[call] = `import torch\n\ndef f(p, options):\n    ${call}\n`;
}
for (const call of ['torch.load(p, weights_only=False, **options)', 'torch.load(p, **{"map_location": "cpu"})']) {
  reports[call] = { code: `import torch\n\ndef f(p, options):\n    «${call}»\n`, severity: 'warning' };
}
reports['options that are spelled out'] = {
  code: 'import torch\n\ndef f(p):\n    options = {"map_location": "cpu"}\n    «torch.load(p, **options)»\n',
  severity: 'warning',
};

ruleTest(unsafeDeserialization, {
  allows: {
    ...allows,
    'imports alone': 'import pickle\nimport marshal\nfrom dill import loads\n',
    writing: 'import pickle\n\ndef f(x):\n    return pickle.dumps(x)\n',
    'a deep copy': 'import pickle\n\ndef f(x):\n    return pickle.loads(pickle.dumps(x))\n',
    json: 'import json\n\ndef view(request):\n    return json.loads(request.body)\n',
    'a restricted unpickler':
      'import pickle\n\nclass Safe(pickle.Unpickler):\n    def find_class(self, module, name):\n        raise pickle.UnpicklingError\n\ndef f(file):\n    return Safe(file).load()\n',
    'numpy without pickles': 'import numpy as np\n\ndef f(p):\n    return np.load(p)\n',
    'numpy with an unknown switch': 'import numpy as np\n\ndef f(p, flag):\n    return np.load(p, allow_pickle=flag)\n',
    'torch with weights only':
      'import torch\n\ndef f(p):\n    return torch.load(p, map_location="cpu", weights_only=True)\n',
    'a type test': 'import pickle\n\ndef f(x):\n    return isinstance(x, pickle.Unpickler)\n',
  },
  reports: {
    ...reports,
    'a request': {
      code: 'import pickle\n\n\ndef view(request):\n    data = request.body\n    return pickle.loads(data)\n',
      at: ['6:12-6:30'],
      severity: 'error',
      message: 'line 5',
    },
    'data that was written before': {
      code: 'import pickle\n\ndef f(x):\n    text = pickle.dumps(x)\n    return pickle.loads(text)\n',
      at: ['5:12'],
      severity: 'warning',
    },
    'a file at a fixed path': {
      code: 'import pickle\n\nwith open("cache.pkl", "rb") as f:\n    data = pickle.load(f)\n',
      at: ['4:12'],
      severity: 'warning',
    },
    'a file that the command line names': {
      code: 'import pickle\nimport sys\n\nwith open(sys.argv[1], "rb") as f:\n    data = pickle.load(f)\n',
      at: ['5:12'],
      severity: 'error',
    },
    'a module from one of two places': {
      code: 'try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\n\ndef f(x):\n    return pickle.loads(x)\n',
      at: ['7:12'],
      severity: 'warning',
    },
    'passed to map': {
      code: 'import pickle\n\ndef f(xs):\n    return map(pickle.loads, xs)\n',
      at: ['4:12'],
      severity: 'warning',
    },
    "a model's path": {
      code: 'import joblib\n\nmodel = joblib.load("model.joblib")\n',
      at: ['3:9'],
      severity: 'warning',
    },
    'numpy by position': {
      code: 'import numpy as np\n\ndef f(p):\n    return np.load(p, None, True)\n',
      at: ['4:12'],
      severity: 'warning',
    },
    'torch with all weights': {
      code: 'import torch\n\ndef f(p):\n    return torch.load(p, weights_only=False)\n',
      at: ['4:12'],
      severity: 'warning',
    },
    'a test': {
      code: 'import pickle\n\ndef test(x):\n    pickle.loads(x)\n',
      path: 'tests/test_x.py',
      at: ['4:5'],
      severity: 'info',
    },
  },
});
