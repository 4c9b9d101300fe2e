/** Why a requirement is not what its author meant. */
export interface MisnamedPackage {
  /**
   * `wrong-name`: not the name of the intended package (an import's name, a shortened name), often registered by
   * somebody else or as a dummy. `abandoned`: no longer gets fixes. `standard-library`: comes with Python, and the
   * package of that name shadows it.
   */
  readonly reason: 'wrong-name' | 'abandoned' | 'standard-library';
  /** The package to require instead; null if there is none. */
  readonly instead: string | null;
}

const wrong = (instead: string): MisnamedPackage => ({ reason: 'wrong-name', instead });
const abandoned = (instead: string | null): MisnamedPackage => ({ reason: 'abandoned', instead });
const builtIn: MisnamedPackage = { reason: 'standard-library', instead: null };

/**
 * By normalised name (PEP 503). Sources: the packages' own pages on https://pypi.org (read 2026-11), e.g.
 * https://github.com/scikit-learn/sklearn-pypi-package, https://pypi.org/project/nose/ ("maintenance mode"),
 * CVE-2013-7459 and CVE-2018-6594 for pycrypto, https://pymongo.readthedocs.io ("do not install the bson package").
 */
export const MISNAMED_PACKAGES: ReadonlyMap<string, MisnamedPackage> = new Map<string, MisnamedPackage>([
  ['sklearn', wrong('scikit-learn')],
  ['scikit', wrong('scikit-learn')],
  ['skimage', wrong('scikit-image')],
  ['beautifulsoup', wrong('beautifulsoup4')],
  ['bs4', wrong('beautifulsoup4')],
  ['dotenv', wrong('python-dotenv')],
  ['dateutil', wrong('python-dateutil')],
  ['dateutils', wrong('python-dateutil')],
  ['python-dateutils', wrong('python-dateutil')],
  ['yaml', wrong('PyYAML')],
  ['pil', wrong('Pillow')],
  ['cv2', wrong('opencv-python')],
  ['opencv', wrong('opencv-python')],
  ['jwt', wrong('PyJWT')],
  ['crypto', wrong('pycryptodome')],
  ['jose', wrong('python-jose')],
  ['slugify', wrong('python-slugify')],
  ['magic', wrong('python-magic')],
  ['docx', wrong('python-docx')],
  ['pptx', wrong('python-pptx')],
  ['ldap', wrong('python-ldap')],
  ['memcache', wrong('python-memcached')],
  ['mysqldb', wrong('mysqlclient')],
  ['serial', wrong('pyserial')],
  ['usb', wrong('pyusb')],
  ['zmq', wrong('pyzmq')],
  ['fitz', wrong('PyMuPDF')],
  ['telegram', wrong('python-telegram-bot')],
  ['pytorch', wrong('torch')],
  ['bson', wrong('pymongo')],
  ['django-rest-framework', wrong('djangorestframework')],
  ['django-cors-header', wrong('django-cors-headers')],
  ['rest-framework', wrong('djangorestframework')],
  ['corsheaders', wrong('django-cors-headers')],
  ['attr', wrong('attrs')],
  ['win32api', wrong('pywin32')],
  ['pkg-resources', wrong('setuptools')],
  ['tensorflow-gpu', wrong('tensorflow')],
  ['pycrypto', abandoned('pycryptodome')],
  ['nose', abandoned('pytest')],
  ['distribute', abandoned('setuptools')],
  ['mysql-python', abandoned('mysqlclient')],
  ['pypdf2', abandoned('pypdf')],
  ['pep8', abandoned('pycodestyle')],
  ['pep257', abandoned('pydocstyle')],
  ['raven', abandoned('sentry-sdk')],
  ['oauth2client', abandoned('google-auth')],
  ['flask-jwt', abandoned('Flask-JWT-Extended')],
  ['flask-script', abandoned('the flask command with click')],
  ['unittest2', abandoned('unittest')],
  ['argparse', builtIn],
  ['asyncio', builtIn],
  ['contextvars', builtIn],
  ['dataclasses', builtIn],
  ['enum34', builtIn],
  ['futures', builtIn],
  ['hashlib', builtIn],
  ['multiprocessing', builtIn],
  ['ordereddict', builtIn],
  ['pathlib', builtIn],
  ['ssl', builtIn],
  ['typing', builtIn],
  ['uuid', builtIn],
  ['wsgiref', builtIn],
]);
