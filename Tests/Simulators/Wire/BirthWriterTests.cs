using System.Collections.Frozen;
using System.Text;
using CityOps.Core.City;
using CityOps.Core.Wire;

namespace CityOps.Tests.Simulators.Wire;

public sealed class BirthWriterTests
{
    [Fact]
    public void A_full_birth_has_the_members_of_the_contract()
    {
        var units = new Dictionary<string, string> { ["pm10"] = "ug/m3" };
        var birth = new Birth(true, "Celovška 12", 46.066, 14.492, "Šiška", "celovska-12", "gw-03", 60, "1.4.2", units);
        Assert.Equal(
            """{"state":"online","name":"Celovška 12","lat":46.066,"lon":14.492,"district":"Šiška","station":"celovska-12","gateway":"gw-03","interval":60,"fw":"1.4.2","m":{"pm10":"ug/m3"}}""",
            Encoding.UTF8.GetString(BirthWriter.Write(birth)));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var birth = new Birth(false, null, null, null, null, null, null, null, null, FrozenDictionary<string, string>.Empty);
        Assert.Equal("""{"state":"offline"}""", Encoding.UTF8.GetString(BirthWriter.Write(birth)));
    }
}
