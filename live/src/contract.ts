/** What the build and the page must agree on; scripts/course/contract.py tells what each part is. */
export {
  addedTokenFlags,
  cellPrefix,
  chatKeys,
  tallLines,
  tokenKeys,
  verdict,
} from "../../scripts/course/contract.json";
