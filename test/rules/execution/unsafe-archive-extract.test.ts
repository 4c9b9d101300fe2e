import { TAR_OBJECTS } from '../../../src/data/archive-calls.ts';
import { unsafeArchiveExtract } from '../../../src/rules/execution/unsafe-archive-extract.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
for (const name of TAR_OBJECTS) {
  for (const { way, setup, expression } of spellings(name)) {
    const code = `${setup}def f(path):\n    ${expression}.extractall(path)\n`;
    reports[`${name} through ${way}`] = {
      code,
      at: [placeOf(code, `${expression}.extractall`)],
      fixed: code.replace('extractall(path)', 'extractall(path, filter="data")'),
    };
    allows[`${name} through ${way} with a filter`] =
      `${setup}def f(path):\n    ${expression}.extractall(path, filter="data")\n`;
    const named = `${setup}def f(path):\n    with ${expression} as archive:\n        archive.extractall()\n`;
    reports[`${name} through ${way} in a with`] = { code: named, at: [placeOf(named, 'archive.extractall')] };
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}def f(path):\n    ${expression}(path).extractall()\n`;
  }
}

const use = (call: string): string => `import tarfile\n\ndef f(path):\n    tar = tarfile.open(path)\n    tar.${call}\n`;

reports['members one by one'] = {
  code: 'import tarfile\n\ndef f(p, out):\n    tar = tarfile.open(p)\n    for member in tar.getmembers():\n        «tar.extract(member, path=out)»\n',
  severity: 'warning',
};
reports['a filter that does not filter'] = {
  code: 'import tarfile\n\ndef f(p, out):\n    with tarfile.open(p) as tar:\n        «tar.extract(p, out, filter="fully_trusted")»\n',
  severity: 'warning',
  message: /^(?!.*without a filter)/,
};
for (const call of [
  'tarfile.open(p).extract(p, filter="data")',
  'tarfile.open(p).extractfile(p)',
  'zipfile.ZipFile(p).extract(p)',
]) {
  allows[call] = `import tarfile\nimport zipfile\n\ndef f(p):\n    ${call}\n`;
}

ruleTest(unsafeArchiveExtract, {
  allows: {
    ...allows,
    'a zip file': 'import zipfile\n\ndef f(path):\n    zipfile.ZipFile(path).extractall()\n',
    'another filter': use('extractall(filter="tar")'),
    'a filter function':
      'import tarfile\n\ndef f(path):\n    tarfile.open(path).extractall(filter=tarfile.data_filter)\n',
    'members that were checked': use('extractall(members=checked(tar))'),
    'hidden arguments': 'import tarfile\n\ndef f(path, **kw):\n    tarfile.open(path).extractall(**kw)\n',
    'a filter for the whole class':
      'import tarfile\n\ntarfile.TarFile.extraction_filter = tarfile.data_filter\ntarfile.open("x").extractall()\n',
    'something unknown': 'def f(archive):\n    archive.extractall()\n',
    'a data frame': 'def f(df):\n    return df.name.str.extractall(r"(a)")\n',
    'a zip with shutil': 'import shutil\n\nshutil.unpack_archive("a.zip", "x")\n',
  },
  reports: {
    ...reports,
    'no argument': {
      code: use('extractall()'),
      at: ['5:5-5:21'],
      severity: 'warning',
      safety: 'unsafe',
      fixed: use('extractall(filter="data")'),
    },
    'a trailing comma': { code: use('extractall(path,)'), at: ['5:5'], fixed: use('extractall(path, filter="data",)') },
    'arguments across lines': {
      code: use('extractall(\n        path,\n    )'),
      at: ['5:5'],
      fixed: use('extractall(\n        path, filter="data",\n    )'),
    },
    'a filter that trusts': { code: use('extractall(filter="fully_trusted")'), at: ['5:5'], fixed: null },
    'a filter of None': { code: use('extractall(filter=None)'), at: ['5:5'], fixed: null },
    'the archive itself as members': { code: use('extractall(path, members=tar)'), at: ['5:5'] },
    'an annotated parameter': {
      code: 'import tarfile\n\ndef f(tar: tarfile.TarFile):\n    tar.extractall()\n',
      at: ['4:5'],
    },
    shutil: { code: 'import shutil\n\ndef f(path):\n    shutil.unpack_archive(path, "x")\n', at: ['4:5'] },
    'shutil with a format': {
      code: 'import shutil\n\ndef f(path):\n    shutil.unpack_archive(path, "x", "gztar")\n',
      at: ['4:5'],
    },
    'a test': { code: use('extractall()'), path: 'tests/test_t.py', at: ['5:5'], severity: 'info' },
  },
});
