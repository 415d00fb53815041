// What a compiler older than TypeScript 5.0 is given in place of the types. Since this is no module, it says at each
// import that this file is not one, and its name is what there is to do.
