"""Strings people really write in a place column, and the place they mean."""

import pytest

from farflung.intake.gazetteer import Gazetteer

# text, country, subdivision, zone
WRITTEN = [
    ("Lisbon, Portugal", "PT", "11", "Europe/Lisbon"),
    ("Lisboa", "PT", "11", "Europe/Lisbon"),
    ("Portland, OR", "US", "OR", "America/Los_Angeles"),
    ("Portland OR", "US", "OR", "America/Los_Angeles"),
    ("Portland, Maine", "US", "ME", "America/New_York"),
    ("Bengaluru, Karnataka, India", "IN", "KA", "Asia/Kolkata"),
    ("Bangalore", "IN", "KA", "Asia/Kolkata"),
    ("BLR", "IN", "KA", "Asia/Kolkata"),
    ("Remote - Berlin", "DE", "BE", "Europe/Berlin"),
    ("Remote (Berlin, Germany)", "DE", "BE", "Europe/Berlin"),
    ("Berlin or Remote", "DE", "BE", "Europe/Berlin"),
    ("Germany - Berlin", "DE", "BE", "Europe/Berlin"),
    ("10115 Berlin", "DE", "BE", "Europe/Berlin"),
    ("🇩🇪 Berlin", "DE", "BE", "Europe/Berlin"),
    ("berlin", "DE", "BE", "Europe/Berlin"),
    ("NYC", "US", "NY", "America/New_York"),
    ("New York", "US", "NY", "America/New_York"),
    ("Brooklyn, New York", "US", "NY", "America/New_York"),
    ("SF", "US", "CA", "America/Los_Angeles"),
    ("San Francisco Bay Area", "US", "CA", "America/Los_Angeles"),
    ("San Francisco CA 94105", "US", "CA", "America/Los_Angeles"),
    ("LA", "US", "CA", "America/Los_Angeles"),
    ("DC", "US", "DC", "America/New_York"),
    ("Washington, D.C.", "US", "DC", "America/New_York"),
    ("Austin TX", "US", "TX", "America/Chicago"),
    ("USA - Remote - Texas - Austin", "US", "TX", "America/Chicago"),
    ("El Paso, TX", "US", "TX", "America/Denver"),
    ("Pensacola, Florida", "US", "FL", "America/Chicago"),
    ("Phoenix, AZ", "US", "AZ", "America/Phoenix"),
    ("Indianapolis", "US", "IN", "America/Indiana/Indianapolis"),
    ("Boise", "US", "ID", "America/Boise"),
    ("Coeur d'Alene, Idaho", "US", "ID", "America/Los_Angeles"),
    ("Anchorage, Alaska", "US", "AK", "America/Anchorage"),
    ("Honolulu, HI", "US", "HI", "Pacific/Honolulu"),
    ("St. Louis, MO", "US", "MO", "America/Chicago"),
    ("Winston-Salem, NC", "US", "NC", "America/New_York"),
    ("Paris, Texas", "US", "TX", "America/Chicago"),
    ("Atlanta, Georgia", "US", "GA", "America/New_York"),
    ("Tbilisi, Georgia", "GE", "TB", "Asia/Tbilisi"),
    ("London (UK)", "GB", "ENG", "Europe/London"),
    ("London, Ontario", "CA", "ON", "America/Toronto"),
    ("Greater London", "GB", "ENG", "Europe/London"),
    ("Edinburgh, Scotland", "GB", "SCT", "Europe/London"),
    ("Cardiff, Wales", "GB", "WLS", "Europe/London"),
    ("Belfast, Northern Ireland", "GB", "NIR", "Europe/London"),
    ("Birmingham, UK", "GB", "ENG", "Europe/London"),
    ("Birmingham, AL", "US", "AL", "America/Chicago"),
    ("Vancouver BC", "CA", "BC", "America/Vancouver"),
    ("Vancouver, WA", "US", "WA", "America/Los_Angeles"),
    ("Toronto", "CA", "ON", "America/Toronto"),
    ("Montreal, QC", "CA", "QC", "America/Toronto"),
    ("São Paulo / SP / Brazil", "BR", "SP", "America/Sao_Paulo"),
    ("Sao Paulo", "BR", "SP", "America/Sao_Paulo"),
    ("SP", "BR", "SP", "America/Sao_Paulo"),
    ("Florianopolis - SC - Brasil", "BR", "SC", "America/Sao_Paulo"),
    ("Buenos Aires", "AR", "C", "America/Argentina/Buenos_Aires"),
    ("CABA", "AR", "C", "America/Argentina/Buenos_Aires"),
    ("CDMX", "MX", "CMX", "America/Mexico_City"),
    ("Ciudad de México, MX", "MX", "CMX", "America/Mexico_City"),
    ("Tijuana", "MX", "BCN", "America/Tijuana"),
    ("Bogotá D.C., Colombia", "CO", "DC", "America/Bogota"),
    ("Santiago, Chile", "CL", "RM", "America/Santiago"),
    ("San José, CR", "CR", "SJ", "America/Costa_Rica"),
    ("San Jose, CA", "US", "CA", "America/Los_Angeles"),
    ("Paris", "FR", "IDF", "Europe/Paris"),
    ("Strasbourg", "FR", "6AE", "Europe/Paris"),
    ("Metz, France", "FR", "57", "Europe/Paris"),
    ("Madrid", "ES", "MD", "Europe/Madrid"),
    ("Valencia, ES", "ES", "VC", "Europe/Madrid"),
    ("Málaga, Andalucía", "ES", "AN", "Europe/Madrid"),
    ("Las Palmas", "ES", "CN", "Atlantic/Canary"),
    ("Ponta Delgada", "PT", "20", "Atlantic/Azores"),
    ("Funchal", "PT", "30", "Atlantic/Madeira"),
    ("Milano", "IT", "MI", "Europe/Rome"),
    ("Milan, Lombardy, Italy", "IT", "MI", "Europe/Rome"),
    ("Roma", "IT", "RM", "Europe/Rome"),
    ("Köln", "DE", "NW", "Europe/Berlin"),
    ("Koeln", "DE", "NW", "Europe/Berlin"),
    ("Cologne", "DE", "NW", "Europe/Berlin"),
    ("München", "DE", "BY", "Europe/Berlin"),
    ("Muenchen", "DE", "BY", "Europe/Berlin"),
    ("Frankfurt", "DE", "HE", "Europe/Berlin"),
    ("Zürich, CH", "CH", "ZH", "Europe/Zurich"),
    ("Genève", "CH", "GE", "Europe/Zurich"),
    ("Wien", "AT", "9", "Europe/Vienna"),
    ("Den Haag", "NL", "ZH", "Europe/Amsterdam"),
    ("Brussels / Bruxelles", "BE", "BRU", "Europe/Brussels"),
    ("Warszawa", "PL", "14", "Europe/Warsaw"),
    ("Łódź", "PL", "10", "Europe/Warsaw"),
    ("Krakow, PL", "PL", "12", "Europe/Warsaw"),
    ("Kyiv, Ukraine", "UA", "30", "Europe/Kyiv"),
    ("Kiev", "UA", "30", "Europe/Kyiv"),
    ("Москва", "RU", "MOW", "Europe/Moscow"),
    ("İstanbul", "TR", "34", "Europe/Istanbul"),
    ("Istanbul (Europe)", "TR", "34", "Europe/Istanbul"),
    ("Oslo", "NO", "03", "Europe/Oslo"),
    ("Tel-Aviv", "IL", "TA", "Asia/Jerusalem"),
    ("תל אביב", "IL", "TA", "Asia/Jerusalem"),
    ("Dubai", "AE", "DU", "Asia/Dubai"),
    ("القاهرة", "EG", "C", "Africa/Cairo"),
    ("Cape Town", "ZA", "WC", "Africa/Johannesburg"),
    ("Jo'burg", "ZA", "GP", "Africa/Johannesburg"),
    ("Nairobi", "KE", "30", "Africa/Nairobi"),
    ("Lagos", "NG", "LA", "Africa/Lagos"),
    ("Bombay", "IN", "MH", "Asia/Kolkata"),
    ("मुंबई", "IN", "MH", "Asia/Kolkata"),
    ("Whitefield, Bengaluru, India", "IN", "KA", "Asia/Kolkata"),
    ("Lahore, Punjab, Pakistan", "PK", "PB", "Asia/Karachi"),
    ("Amritsar, Punjab", "IN", "PB", "Asia/Kolkata"),
    ("Kathmandu, Nepal", "NP", "P3", "Asia/Kathmandu"),
    ("กรุงเทพ", "TH", "10", "Asia/Bangkok"),
    ("Saigon", "VN", "SG", "Asia/Ho_Chi_Minh"),
    ("Hanoi", "VN", "HN", "Asia/Ho_Chi_Minh"),
    ("KL", "MY", "14", "Asia/Kuala_Lumpur"),
    ("Georgetown, Penang", "MY", "07", "Asia/Kuala_Lumpur"),
    ("Kota Kinabalu", "MY", "12", "Asia/Kuching"),
    ("Singapore", "SG", None, "Asia/Singapore"),
    ("Jakarta, Indonesia", "ID", "JK", "Asia/Jakarta"),
    ("Manila", "PH", "00", "Asia/Manila"),
    ("Hong Kong", "HK", None, "Asia/Hong_Kong"),
    ("Taipei", "TW", None, "Asia/Taipei"),
    ("上海市", "CN", "SH", "Asia/Shanghai"),
    ("東京", "JP", "13", "Asia/Tokyo"),
    ("서울", "KR", "11", "Asia/Seoul"),
    ("Seoul, Korea, Republic of", "KR", "11", "Asia/Seoul"),
    ("Almaty, Kazakhstan", "KZ", "75", "Asia/Almaty"),
    ("Sydney", "AU", "NSW", "Australia/Sydney"),
    ("Newcastle, NSW", "AU", "NSW", "Australia/Sydney"),
    ("Perth, WA", "AU", "WA", "Australia/Perth"),
    ("Hobart, Tasmania", "AU", "TAS", "Australia/Hobart"),
    ("St. John's, Newfoundland", "CA", "NL", "America/St_Johns"),
    ("Auckland", "NZ", "AUK", "Pacific/Auckland"),
    ("Chatham Islands", "NZ", "CIT", "Pacific/Chatham"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "subdivision", "zone"), WRITTEN)
def test_written_places(
    gazetteer: Gazetteer, text: str, country: str, subdivision: str | None, zone: str
) -> None:
    match = gazetteer.resolve_place(city=text)
    assert match.place is not None, match.question
    assert (match.place.country, match.place.subdivision, match.place.zone) == (country, subdivision, zone)
    assert match.status == "resolved"
    assert match.question == ""


def test_a_city_has_a_name_a_position_and_its_people(gazetteer: Gazetteer) -> None:
    place = gazetteer.resolve_place(city="münchen").place
    assert place is not None
    assert place.city == "Munich"
    assert place.latitude == pytest.approx(48.14, abs=0.1)
    assert place.longitude == pytest.approx(11.58, abs=0.1)
    assert place.population > 1_000_000
    assert place.how == "city"


def test_the_largest_namesake_is_taken_with_a_note_naming_the_next(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="London")
    assert match.place is not None
    assert match.place.country == "GB"
    assert match.place.how == "the largest of 2 namesakes"
    assert "the next, London in Canada" in match.note


def test_a_word_not_understood_stops_the_largest_from_being_taken(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve_place(city="Paris, Xyzzyville").status == "ambiguous"


def test_three_times_the_same_row_is_one_answer(gazetteer: Gazetteer) -> None:
    rows = [gazetteer.resolve_place(city=" Lisbon ", country="PT") for _ in range(3)]
    assert rows[0] is rows[1] is rows[2]
