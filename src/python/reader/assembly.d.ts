// The types of AssemblyScript that this folder uses, as TypeScript sees them. Its own declarations for TypeScript
// (assemblyscript/std/portable) repeat the standard library's.
declare type i32 = number;
declare type u8 = number;
declare type u16 = number;
declare type u32 = number;
declare type usize = number;

// Only for arrays.ts, which exists a second time in JavaScript.
declare const inline: MethodDecorator;
declare function operator(name: string): MethodDecorator;
declare function changetype<T>(value: unknown): T;
declare function load<T>(at: usize): T;
declare function store<T>(at: usize, value: T): void;
declare namespace heap {
  function alloc(size: usize): usize;
}
declare namespace memory {
  function copy(to: usize, from: usize, size: usize): void;
  function fill(at: usize, value: u8, size: usize): void;
}
declare type bool = boolean;
