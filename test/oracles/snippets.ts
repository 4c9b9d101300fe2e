/**
 * Sources that exercise every rule of the grammar, both valid and invalid: CPython says which are valid. Separated by
 * blank lines.
 */
const SNIPPETS = String.raw`
x = 1
y: int = 2
z: list[int]
(a): int = 3
a.b: int
a[0]: int = 1

a = b = c = d
a, b = b, a
a, *b = c
*a, = b
[a, [b, *c]] = d
(a, b), c = d
a.b, c[0] = d
a = *b, c
a = yield
a += 1
a @= b
a //= b
a **= b
a <<= yield x

def f(a, b=1, /, c=2, *args, d, e=3, **kw) -> int: pass

def f(*, a): pass
def f(*a: int, **k: str): ...
def f(*args: *Ts): ...
def f(a, /): ...
def f(a, /, b, *, c): ...
async def f(): await x; await x ** 2; -await x; return await y
def f[T, *Ts, **P](x: T) -> T: ...
def f[T: int = str, *Ts = *tuple[int], **P = [int]](): ...
class C[T: (int, str)](B, metaclass=M, **kw): ...
class C: pass
class C(): x = 1; y = 2;
type X = int
type X[T] = list[T]
type X[T: int, *Ts, **P] = dict[T, P]
type = 1
type(x)
type.x = 3
type[x]
print(type, match, case, _, lazy)
match = 1
match.x
match[x] = y
match(x)
match * x
match, case = 1, 2
case = 3
lazy = 4
lazy(x)
print(x, file=y)
exec(x)
exec("a", b)
print
exec = 1
print = 2
print -1
print(a)[0]
print[1]
print.x

match x:
    case 1: pass
    case -1 | 1.5 | -2j | 1 + 2j | 1 - 2j: pass
    case "a" "b" | b"c": pass
    case None | True | False: pass
    case a.b | a.b.c: pass
    case _: pass

match x, y:
    case a, b: pass
    case a, *rest: pass
    case (a, b, *_): pass
    case [a, [b, c]]: pass
    case []: pass
    case (): pass
    case (a): pass
    case (a,): pass
    case (a | b) as c: pass
    case {}: pass
    case {"a": 1, **rest}: pass
    case {a.b: x, -1: y, None: z}: pass
    case C(): pass
    case C(a, b=1, c=C()): pass
    case a.C(x, ): pass
    case x if x > 1: pass
    case *a, b: pass

match *a, b:
    case _: pass

match (x):
    case y: pass

match [x]:
    case y: pass

match -x:
    case y: pass

match x:
    case f"a": pass

match x:
    case 1 + 1: pass

match x:
    case -"a": pass

match x:
    case a.b(): pass
    case {**rest, "a": 1}: pass

match x:
    case {"a": 1, "b": 2, **rest, }: pass

match x:
    case {**_}: pass

match x:
    case a as _: pass

match x:
    case a as b.c: pass

match x:
    case C(a=1, b): pass

match x:
    case {x: 1}: pass

match x:
    pass

match x:
case 1: pass

if a: pass
elif b: pass
elif c: pass
else: pass

while a:
    break
else:
    continue

for a in b: pass
for a, b in c: pass
for a, in b: pass
for *a, b in c: pass
for a[0], b.c in d: pass
for (a) in b: pass
for a in *b, c: pass
for a in b, c:
    pass
else:
    pass

async def f():
    async for a in b: pass
    async with a as b, c: pass
    return [x async for x in y if await z]

with a: pass
with a as b: pass
with a as b, c as d: pass
with (a as b): pass
with (a as b, c as d): pass
with (a as b, c as d,): pass
with (a, b): pass
with (a, b) as c: pass
with (a), (b): pass
with (a): pass
with (a).b: pass
with (a) as b, (c) as d: pass
with (): pass
with (yield): pass
with (yield x) as y: pass
with (a := b): pass
with (a for a in b): pass
with (a, b) + c: pass
with (a, b)(c): pass
with a as (b, c): pass
with a as [b, c]: pass
with a as b.c, d as e[0]: pass
with (*a, b): pass
with (a if b else c): pass
with (lambda: x): pass
with (a, (b as c)): pass

with (open("x") as f,
      open("y")): pass

try: pass
except: pass

try: pass
except A: pass
except A as e: pass
except (A, B): pass
except (A, B) as e: pass
else: pass
finally: pass

try: pass
finally: pass

try: pass
except* A: pass
except* (A, B) as e: pass

try: pass
except A, B: pass

try: pass
except A, B, C: pass
except A.b, B.c: pass
except A, B as e: pass

try: pass
except* A, B: pass

try: pass
except*: pass

try: pass
except: pass
except A: pass

try: pass
except A: pass
except* B: pass

try: pass

try: pass
else: pass

raise
raise A
raise A from B
raise A from None
assert a
assert a, b
assert (a, b)
del a
del a, b
del (a, b), [c]
del a.b, c[0],
del (a)
del ()
return
return a, *b
return (yield)
global a, b
nonlocal a
pass; pass
pass;
import a
import a.b.c as d, e
from a import b
from a import (b, c as d,)
from a import *
from . import a
from .a import b
from ... import a
from ....a.b import c
from .... import c
from.import a
from a import b as c, d

x = a if b else c
x = a if b else c if d else e
x = (a if b else c) if d else e
x = lambda: a
x = lambda a, b=1, /, c=2, *d, e, **f: a
x = lambda *, a: a
x = lambda *a: lambda **b: a
x = lambda: (yield)
x = a or b and not c
x = not a == b
x = not not a
x = a < b <= c != d is e is not f in g not in h
x = a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
x = -a ** -b
x = ~a
x = - + ~ a
x = a ** b ** c
x = (a ** b) ** c
x = await_
x = a.b.c(d)[e].f
x = a(b, *c, d=e, **f)
x = a(*b, *c, **d, **e)
x = a(b for c in d)
x = a(b, (c for d in e))
x = a(b := c)
x = a(b := c, d=e)
x = a(b,)
x = a(b=c, *d)
x = a(**b, c=d)
x = a[b]
x = a[b, c]
x = a[b,]
x = a[b:c]
x = a[b:c:d]
x = a[:]
x = a[::]
x = a[::b]
x = a[b:]
x = a[:b, c:d, ...]
x = a[*b]
x = a[*b, c]
x = a[b := c]
x = a[b:=c]
x = a[b, c:=d]
x = a[lambda: x: y]
x = ()
x = (a,)
x = (a, b)
x = a,
x = (*a, b)
x = (*a,)
x = [*a, b]
x = {*a, b}
x = {**a, "b": c}
x = {a: b, c: d,}
x = {a, b,}
x = {}
x = []
x = [a for b in c]
x = [a for b in c if d if e for f in g]
x = {a for b in c}
x = {a: b for c in d}
x = (a for b in c)
x = [a for b, c in d]
x = [a for b, in d]
x = [a for *b, c in d]
x = [(a, b) for c in d]
x = [a := b for c in d]
x = [a for b in lambda: c]
x = [a for b in c if d or e]
x = [a for b in (c if d else e)]
x = [a for b.c in d]
x = [[a for b in c] for d in e]
x = (a := b)
x = (a := b, c)
x = [a := b, c := d]
x = {a := b}
x = {(a := b): c}
x = (yield)
x = (yield a, b)
x = (yield from a)
x = yield a
x = yield from a
x = yield *a, b
x = ...
x = a.True_
x = a. b . c
x = a (b) [c]
x = \
  a
x = a \
  + b
@a
def f(): pass

@a.b(c)
@d[e]
@(lambda f: f)
@x if y else z
@a := b
async def f(): pass

@a
class C: pass

x = 1_000 + 0x_ff + 0o17 + 0b1_0 + 1.5 + .5 + 1. + 1e5 + 1.5E-3 + 1j + 1_0.0_1e+1_0j + 00 + 0_0
x = 0xdeadBEEF + 1e400 + 123456789012345678901234567890
x = 1if a else 2
x = 0x1for x in y
x = [1for a in b]
x = 1or 2
x = 1_
x = 1__0
x = 0777
x = 0_7
x = 08.5
x = 09e1
x = 0b2
x = 0o8
x = 0xg
x = 1.e5.real
x = 1..real
x = 1.real
x = 1 .real
x = 1e
x = 1abc
x = 0b
x = 12L
x = 1_000_
x = 1._5
x = 1.5_

x = "a" 'b' """c""" '''d'''
x = r"\n" R'\n' b"\x00\xff" rb"\x" Rb"a"
x = rb"\x" Rb"a" b'c'
x = u"a" U'b'
x = "\x41\u0041\U00000041\101\7\0\n\t\\\'\"\a\b\f\v\r\
"
x = "\q\8\d"
x = "\x4"
x = "\u12"
x = "\U00110000"
x = "\N{BULLET}"
x = "\N{no such name}"
x = b"\u1234\N{x}"
x = b"é"
x = "é" + 'ｅ' + "😀"
x = "a
b"
x = """a
b"""
x = '\
'
x = "a" b"b"
x = ur"a"
x = bu"a"
x = fb"a"

x = f"a"
x = f"{a}"
x = f"{a!r}{b!s:>{c}}{d!a:{e}.{f}}"
x = f"{a=}{b = !s}{c=:>10}{ d = }"
x = f"{{}}"
x = f"{{{a}}}"
x = f"{a:{{}}}"
x = f"{a['b']}{a["b"]}"
x = f"{f"{f"{a}"}"}"
x = f"""{
a  # comment
}"""
x = f"{a, b}{*a, b}{yield x}"
x = f"{lambda x: 1}"
x = f"{(lambda x: 1)}"
x = f"{a:=5}{(a:=5)}"
x = f"{a!=b}{a==b}{a<=b}"
x = f"{ {1: 2}[1] }"
x = f"{ {1, 2} }"
x = f"{a if b else c:d}"
x = f"\N{BULLET}\x41{a}\n"
x = rf"\N{a}\x{b}"
x = fr'\{a}'
x = Rf"{a}" F"{b}"
x = f"a" "b" f"{c}" 'd' r"\e"
x = f"{a:%Y-%m-%d}"
x = f"{a:\n}{b:\x41}"
x = f"{'\n'.join(a)}"
x = f'{a:{b}{c}}'
x = f"{a:{b:{c}}}"
x = f"{a!x}"
x = f"{a!}"
x = f"{}"
x = f"{ }"
x = f"{a"
x = f"a}"
x = f"{a:{b}"
x = f"{a b}"
x = f"{a:b"
x = f"{!r}"
x = f"{a!r b}"
x = f"{a ! r}"
x = f"{a! r}"
x = f"{:x}"
x = f"{=}"
x = f"{a["b}"
x = f"{a)}"
x = f"{(a}"
x = f"{a[}"
x = f"{#}"
x = f'''{
a:>{
b}}'''
x = f"{a:
}"
x = f'''{a:
}'''
x = f"{a
}"
x = f"""{a
=}"""
x = f"{await x}"
x = f"{*a}"
x = f"{**a}"
x = f"{a,}"
x = f"{yield}"
x = f"{a}" b"c"
x = f'{"a"}'
x = f'{'a'}'
x = f"{'''
'''}"
x = t"{a}{b!r:>{c}}{d=}"
x = t"a" t"{b}"
x = T'{a}' tr"\{b}" Rt"c"
x = t"a" f"b"
x = t"a" "b"
x = f"{a:{b!r}}"
x = f"{a!r:}"
x = f"{a:}"
x = f"{a!r=}"
x = f"{a:{}}"
x = f"{'a' 'b'}"
x = f"{1}{2}" f"{3}"
x = f"{x:a{y}b{z}c}"
x = f"{x!s:{y!r}}"
x = f"{a.b(c)[d]:e}"
x = f"{a:\{b}}"
x = f"\{a}"
x = f"\}"
x = f"{a}\
{b}"
x = f"{a:\
b}"

None = 1
True += 1
f() = 1
a + b = c
"a" = 1
1 = a
f"{a}" = 1
(a, 1) = b
[a, f()] = b
a if b else c = d
lambda: a = b
a < b = c
not a = b
-a = b
(a := b) = c
a := b
(a.b := c)
(a[0] := c)
(f() := 1)
((a, b) := c)
x = (yield) = y
a, b += c
[a] += b
f() += 1
1 += a
(a, b): int
[a]: int = 1
f(): int
a, b: int
for 1 in a: pass
for f() in a: pass
for a + b in c: pass
for a in b, c d: pass
for a if b else c in d: pass
with a as 1: pass
with a as f(): pass
with a as b + c: pass
del f()
del a + b
del 1
del None
del (a, 1)
del *a
del a := b
[a for 1 in b]
[a for f() in b]
[a, b for c in d]
{a: b, c for d in e}
{a, b: c}
{a: b, c}
{a: b, **c, d}
{**a for b in c}
{*a for b in c}
[*a for b in c]
(*a for b in c)
{a: *b}
{*a: b}
{a:}
{a: b c: d}
{a b}
[a b]
(a b)
f(a b)
f(a, b c)
f(a=1, b)
f(**a, b)
f(**a, *b)
f(a for b in c, d)
f(d, a for b in c)
f(a for b in c,)
f(a, b for b in c)
f(1=2)
f(a.b=1)
f(True=1)
f(a + b=1)
f((a)=1)
f(a := 1, b := 2)
f(a=b := 1)
f(*)
f(**)
f(a,,b)
f(,)
f(*a=1)
class C(a for b in c): pass
(*a)
*a
x = *a
return *a
a[*b:c]
a[]
a[b c]
a.
a.1
a..b
a.if
a b
a b c
if a pass
if a:
else: pass
if:
    pass
if a = b: pass
while a = b: pass
while: pass
for a: pass
for a in: pass
for in b: pass
def f: pass
def f() pass
def (a): pass
def f(a b): pass
def f(a, a=1, b): pass
def f(*): pass
def f(*, **k): pass
def f(**k, a): pass
def f(**k, *a): pass
def f(*a, *b): pass
def f(*a, **k,): pass
def f(a=1, b): pass
def f(a, /, b, /): pass
def f(/, a): pass
def f(*, /): pass
def f(a, *, /, b): pass
def f(a, *b=1): pass
def f(**k=1): pass
def f(1): pass
def f("a"): pass
def f(a=): pass
def f(a:): pass
def f(None): pass
def f(a.b): pass
def f(*, a, *b): pass
def f(*a, *): pass
def f() -> : pass
def f(a, (b, c)): pass
lambda a b: c
lambda a=1, b: c
lambda *: a
lambda **k, a: b
lambda (a, b): c
lambda: 
lambda a: int: b
def f[]: pass
def f[](): pass
def f[T](: pass
class C[]: pass
class: pass
class C(: pass
class C) pass
class 1: pass
type X
type X =
type X[] = a
type 1 = a
import
import a.
import a as
import a as b.c
import a,
import (a)
import *
from a
from a import
from a import b,
from a import (b
from a import ()
from a import (*)
from a import b.c
from a import b as
from import a
from . import
from a import *, b
from .a. import b
raise a,
raise from a
raise a from
assert
assert a,
assert a, b, c
del
global
global a.b
global a,
nonlocal 1
return return
yield = 1
pass a
break 1
continue;;
;
;a
a;;b
a = 
= a
a = = b
a == 
a +
+ 
a + * b
a ** 
a not b
a is not
a not in
not
a and
and a
a or or b
a if b
a if b else
a if else c
if a: b else c
a < > b
a <> b
a !b
a ! = b
a ?
a $ b
$
?
a @
@
@a
@a pass
@a
x = 1

x = (a
y = b

x = [1, 2
y = 3
z = 4

x = {1: 2
def f(): pass

foo(a, b
def g(): pass

foo(a, b
return x

def f(a, b
    return a

def f(
    pass

class C(
    x = 1

x = )
x = ]
x = }
x = (]
x = [)
x = {)
x = (a]
x = ((a)
x = (a))
print "a"
print a, b
print >>f, a
exec "a"
exec a in b
raise A, "b"
${'`'}a${'`'}
0777
def f((a, b)): pass
ur"a"
<<<<<<< HEAD
a = 1
=======
a = 2
>>>>>>> other

if a:
<<<<<<< HEAD
    b
=======
    c
>>>>>>> other
    d

x = [
<<<<<<< HEAD
    1,
=======
    2,
>>>>>>> other
]

if a:
pass

if a:
    b
  c

if a:
    b
      c

  a
b

a
    b

if a:
	b
        c

if a:
        b
	c

def f():
    a
     b
    c

class C:
    def f(self):
        pass
      def g(self):
        pass

if a:
    # comment only

def f():
    """doc"""

def f():

x = 1

else: pass

elif a: pass

except: pass

finally: pass

case 1: pass

if a: if b: pass
if a: b; if c: d
while a: for b in c: d
if a: def f(): pass
a; def f(): pass
if a: b
   else: c
x = 'a
y = 1

x = "a
y = 1

x = '''a
y = 1

x = """a""""
x = 'a'b'
x = \ 
y
x = \
x = a \ b
\
a
é = 1
a = é + ñ
ｅｖａｌ(ﬁ)
a·b = 1
x = €
x = a’b
x = “a”
x = a b
x = a​b
℘ = 1
a٠ = 1
٠a = 1
async = 1
await = 1
await x
async x
async def
async for a in b: pass
async with a: pass
async if a: pass
async lambda: a
x = await await y
x = (await y) ** 2
[x async for x in y]
lambda: await x
nonlocal_ = True
True = 1
x.True = 1
x.None
def None(): pass
class True: pass
import None
import a as True
from a import None
global None
for None in a: pass
except_ = 1
with_ = 2
f(print=1)
f(match=1, type=2, case=3, _=4)
def match(case, type, _): pass
class match: pass
match: int = 1
case: int
type: int
_: int = 1
match = type = case = _
match.case.type
match()
match(a)(b)
match[a:b]
match -1
match not in a
match is a
match if a else b
match or a
match, a
match;
match: pass
match a: pass
case a: pass
type a
type a, b
type a.b = c
type (a) = b
print(*a, sep="")
print a
a = print
@print
def f(): pass

x = a if b else lambda: c if d else e
x = lambda: a if b else c
x = a or lambda: b
x = not lambda: a
x = a + lambda: b
x = a + not b
x = -not a
x = a == not b
x = a[not b]
x = [not a]
x = a if not b else not c
x = a < not b
x = **a
x = f(**a or b)
x = f(*a or b)
x = f(*a if b else c)
x = {**a or b}
x = {**a | b}
x = [*a or b]
x = [*a | b]
x = *a | b, c
x = *a or b, c
for x in *a or b, c: pass
x = (*a or b,)
del a, b; del c
a = b; c = d; e
if a: b; c; d
assert(a)
assert(a, b), c
raise(a)
return(a)
yield(a)
del(a)
not(a)
import a;import b
from a import(b)
lambda:a
lambda*a:b
lambda**a:b
if(a):b
while(a):b
for(a)in(b):c
with(a)as(b):c
a if(b)else(c)
[a for(a)in(b)if(c)]
print(a)if(b)else(c)
1if 2else 3
a=1if b else 2
"a"if b else"c"
"a"in"b"
x="a"if"b"else"c"
x=[*"a",*'b']
a<b>c
a<-b
a--b
a+-+b
a**-b
a@b@c
a//b//c
a->b
a:=b
a=b:=c
a!=b
a!==b
a===b
a=!b
a=~b
a|=b|c
a>>=b>>c
a>>>b
a<<<b
a&&b
a||b
a++
++a
a--
--a
...
....a
a....b
...a
.a
a[...]
a[....]
x = a.b.
y
x = (a.
b)
x = (
a
.b
)
x = [

a

,

b

]
`;

/** Every block between blank lines, and for blocks of several lines also each single line. */
export function snippets(): string[] {
  const found = new Set<string>();
  for (const block of SNIPPETS.split(/\n\n+/)) {
    const source = block.replace(/^\n/, '');
    found.add(`${source}\n`);
    for (const line of source.split('\n')) found.add(`${line}\n`);
    // The code before and after must be read too.
    for (const line of source.split('\n')) found.add(`before()\n${line}\nafter()\n`);
  }
  return [...found];
}
