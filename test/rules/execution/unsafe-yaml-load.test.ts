import {
  SAFE_LOADERS,
  UNSAFE_LOADERS,
  YAML_FULL_LOAD,
  YAML_LOAD,
  YAML_UNSAFE_LOAD,
} from '../../../src/data/yaml-loaders.ts';
import { unsafeYamlLoad } from '../../../src/rules/execution/unsafe-yaml-load.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
for (const name of [...YAML_LOAD.keys(), ...YAML_UNSAFE_LOAD.keys()]) {
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(stream)`;
    const code = `${setup}def f(stream):\n    return ${call}\n`;
    reports[`${name} through ${way}`] = {
      code,
      at: [placeOf(code, call)],
      severity: YAML_FULL_LOAD.has(name) ? 'warning' : 'error',
    };
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] =
      `${setup}import yaml\n\n\ndef f(stream):\n    return ${expression}(stream)\n`;
  }
}
for (const loader of [...SAFE_LOADERS, ...UNSAFE_LOADERS]) {
  for (const { way, setup, expression } of spellings(loader)) {
    for (const given of [expression, `Loader=${expression}`]) {
      const call = `yaml.load(stream, ${given})`;
      const code = `${setup}import yaml\n\n\ndef f(stream):\n    return ${call}\n`;
      const title = `${loader} through ${way}${given === expression ? ' by position' : ''}`;
      if (SAFE_LOADERS.has(loader)) allows[title] = code;
      else reports[title] = { code, at: [placeOf(code, call)] };
    }
  }
}

for (const call of ['yaml.full_load(t)', 'yaml.load(t, Loader=yaml.FullLoader)', 'yaml.load(t, yaml.CFullLoader)']) {
  const code = `import yaml\n\ndef f(t):\n    «${call}»\n`;
  reports[`the full loader: ${call}`] = { code, severity: 'warning', message: /^(?!.*build any)/ };
  reports[`the full loader of an old PyYAML: ${call}`] = {
    code,
    files: { 'requirements.txt': 'flask==3.0\nPyYAML==5.3.1\n' },
    severity: 'error',
  };
  reports[`the full loader of a new PyYAML: ${call}`] = {
    code,
    files: { 'requirements.txt': 'PyYAML==6.0.2\n' },
    severity: 'warning',
  };
}

ruleTest(unsafeYamlLoad, {
  allows: {
    ...allows,
    safe_load: 'import yaml\n\ndef f(s):\n    return yaml.safe_load(s)\n',
    'a subclass of SafeLoader':
      'import yaml\n\nclass Own(yaml.SafeLoader):\n    pass\n\ndef f(s):\n    return yaml.load(s, Loader=Own)\n',
    'a subclass of a subclass':
      'from yaml import SafeLoader, load\n\nclass A(SafeLoader):\n    pass\n\nclass B(A):\n    pass\n\ndef f(s):\n    return load(s, B)\n',
    'the fast loader if available':
      'import yaml\n\ntry:\n    from yaml import CSafeLoader as Loader\nexcept ImportError:\n    from yaml import SafeLoader as Loader\n\ndef f(s):\n    return yaml.load(s, Loader=Loader)\n',
    'the fast loader with getattr':
      'import yaml\n\nLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)\n\ndef f(s):\n    return yaml.load(s, Loader=Loader)\n',
    'a loader that is a parameter': 'import yaml\n\ndef f(s, loader):\n    return yaml.load(s, Loader=loader)\n',
    'hidden arguments': 'import yaml\n\ndef f(s, **kw):\n    return yaml.load(s, **kw)\n',
    "ruamel's round trip": 'from ruamel.yaml import YAML\n\ndef f(s):\n    return YAML(typ="rt").load(s)\n',
    "ruamel's default": 'from ruamel.yaml import YAML\n\nyaml = YAML()\n\ndef f(s):\n    return yaml.load(s)\n',
    "ruamel's safe type":
      'import ruamel.yaml\n\nyaml = ruamel.yaml.YAML(typ="safe", pure=True)\n\ndef f(s):\n    return yaml.load(s)\n',
    'a json module named yaml': 'import json as yaml\n\ndef f(s):\n    return yaml.load(s)\n',
  },
  reports: {
    ...reports,
    'no loader': {
      code: 'import yaml\n\nwith open("a.yml") as f:\n    data = yaml.load(f)\n',
      at: ['4:12-4:24'],
      severity: 'error',
      safety: 'safe',
      fixed: 'import yaml\n\nwith open("a.yml") as f:\n    data = yaml.safe_load(f)\n',
    },
    'no loader, all documents': {
      code: 'import yaml as y\n\ndef f(s):\n    return list(y.load_all(s))\n',
      at: ['4:17'],
      safety: 'safe',
      fixed: 'import yaml as y\n\ndef f(s):\n    return list(y.safe_load_all(s))\n',
    },
    'an imported load': {
      code: 'from yaml import load\n\ndef f(s):\n    return load(s)\n',
      at: ['4:12'],
      safety: 'safe',
      fixed: 'from yaml import load, safe_load\n\ndef f(s):\n    return safe_load(s)\n',
    },
    'the full loader': {
      severity: 'warning',
      code: 'import yaml\n\ndef f(s):\n    return yaml.load(s, Loader=yaml.FullLoader)\n',
      at: ['4:12'],
      safety: 'unsafe',
      fixed: 'import yaml\n\ndef f(s):\n    return yaml.load(s, Loader=yaml.SafeLoader)\n',
    },
    unsafe_load: {
      code: 'import yaml\n\ndef f(s):\n    return yaml.unsafe_load(s)\n',
      at: ['4:12'],
      safety: 'unsafe',
      fixed: 'import yaml\n\ndef f(s):\n    return yaml.safe_load(s)\n',
    },
    'a subclass of the unsafe one': {
      code: 'import yaml\n\nclass Own(yaml.Loader):\n    pass\n\ndef f(s):\n    return yaml.load(s, Loader=Own)\n',
      at: ['7:12'],
      fixed: null,
    },
    "ruamel's unsafe type": {
      code: 'from ruamel.yaml import YAML\n\nyaml = YAML(typ="unsafe")\n',
      at: ['3:8'],
      fixed: null,
    },
    'a constant text': { code: 'import yaml\n\nyaml.load("{}", Loader=yaml.Loader)\n', at: ['3:1'] },
    'a test': { code: 'import yaml\n\nyaml.load(x)\n', path: 'tests/test_y.py', at: ['3:1'], severity: 'warning' },
  },
});
