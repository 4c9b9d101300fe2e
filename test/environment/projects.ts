const POETRY_MANIFEST =
  '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = ["shop-kit>=1", "tools-kit"]\n[tool.poetry]\npackage-mode = false\n';

/** The same two pins, and what one of them requires, in each tool's own files, by the name of the lock. */
export const PROJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'requirements.txt': { 'requirements.txt': 'Shop_Kit==1.0\ntools-kit==2.0\n' },
  'uv.lock': {
    'pyproject.toml':
      '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = ["shop-kit>=1", "tools-kit"]\n',
    'uv.lock': `version = 1
requires-python = ">=3.9"

[[package]]
name = "shop"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "shop-kit" }, { name = "tools-kit" }]

[[package]]
name = "shop-kit"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "deep-kit" }, { name = "windows-kit", marker = "sys_platform == 'win32'" }]

[[package]]
name = "windows-kit"
version = "1.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "tools-kit"
version = "2.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "deep-kit"
version = "3.0"
source = { registry = "https://pypi.org/simple" }
`,
  },
  'Pipfile.lock': {
    Pipfile: '[packages]\nshop-kit = "*"\ntools-kit = "*"\n',
    'Pipfile.lock': JSON.stringify({
      _meta: { hash: { sha256: '0' } },
      default: {
        'shop-kit': { version: '==1.0', markers: "python_version >= '3.7'" },
        'tools-kit': { version: '==2.0' },
        'deep-kit': { version: '==3.0' },
        'windows-kit': { version: '==1.0', markers: "sys_platform == 'win32'" },
      },
      develop: { 'test-kit': { version: '==1.0' } },
    }),
  },
  'poetry.lock': {
    'pyproject.toml': POETRY_MANIFEST,
    'poetry.lock': `[[package]]
name = "shop-kit"
version = "1.0"
groups = ["main"]

[package.dependencies]
deep-kit = "*"
windows-kit = {version = "*", markers = "sys_platform == \\"win32\\""}

[[package]]
name = "windows-kit"
version = "1.0"
groups = ["main"]
markers = "sys_platform == \\"win32\\""

[[package]]
name = "tools-kit"
version = "2.0"
groups = ["main"]

[[package]]
name = "deep-kit"
version = "3.0"
groups = ["main"]

[metadata]
lock-version = "2.1"
python-versions = ">=3.9"
`,
  },
};
