// The C side of libphonenumber, as a module of its own: see include/carrel/phone.h.
// No exception and no C++ type crosses this border.

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstddef>
#include <cstring>
#include <string>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static PhoneNumberUtil &util()
{
	static PhoneNumberUtil *const instance = [] {
		PhoneNumberUtil *made = PhoneNumberUtil::GetInstance();
		made->SetLogger(new NullLogger()); // it would write to the terminal
		return made;
	}();
	return *instance;
}

static bool parse(const char *raw, const char *region, PhoneNumber *number)
{
	return util().Parse(raw, region, number) == PhoneNumberUtil::NO_PARSING_ERROR &&
	       util().IsPossibleNumber(*number);
}

static int format(const PhoneNumber &number, PhoneNumberUtil::PhoneNumberFormat form, char *out,
	size_t size)
{
	std::string text;
	util().Format(number, form, &text);
	if (text.empty() || text.size() >= size)
		return 0;
	std::memcpy(out, text.c_str(), text.size() + 1);
	return 1;
}

// Both return 1 and fill out, or return 0: not a possible number.
extern "C" int carrel_phone_e164(const char *raw, const char *region, char *out, size_t size)
{
	try {
		PhoneNumber number;
		if (!parse(raw, region, &number))
			return 0;
		number.clear_extension();
		return format(number, PhoneNumberUtil::E164, out, size);
	} catch (...) {
		return 0;
	}
}

extern "C" int carrel_phone_international(const char *e164, char *out, size_t size)
{
	try {
		PhoneNumber number;
		return parse(e164, "ZZ", &number) &&
		       format(number, PhoneNumberUtil::INTERNATIONAL, out, size);
	} catch (...) {
		return 0;
	}
}
