import { mobileNumber } from './phone-number';

it.each([
  ['9876543210', '+919876543210'], ['098765 43210', '+919876543210'], ['+91 98765-43210', '+919876543210'], ['+82 10-1234-5678', '+821012345678'], ['+1 (415) 555-2671', '+14155552671'],
])('reads %s as %s', (text, number) => {
  expect(mobileNumber(text)).toBe(number);
});

it.each(['', '12345', '+91 12345 67890', '022 2345 6789', 'call 9876543210', '9876543210 ext. 5', '+999 1234567', '9'.repeat(41), '+91'])('takes "%s" for no mobile number', (text) => {
  expect(mobileNumber(text)).toBeNull();
});
