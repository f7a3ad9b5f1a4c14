using System.Text;
using CityOps.Core.City;
using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

public sealed class BirthDecoderTests
{
    const string Whole = """
        {"state":"online","name":"Celovška 12","lat":46.066,"lon":14.492,"district":"Šiška","station":"celovska-12",
         "gateway":"gw-03","interval":60,"fw":"1.4.2","m":{"pm10":"µg/m³","radon":"Bq/m3","no2":null},"extra":[{}]}
        """;

    [Theory]
    [InlineData("online", true)]
    [InlineData("offline", false)]
    [InlineData(" online\r\n", true)]
    [InlineData("""{"state":"offline"}""", false)]
    [InlineData("""{"state":"online","state":"offline"}""", false)]
    [InlineData("""{"state":null}""", true)]
    [InlineData("{}", true)]
    public void State_OnlineOrOffline(string payload, bool online)
    {
        var birth = Take(payload);
        Assert.Equal(online, birth.Online);
        Assert.False(birth.Accepts);
        Assert.Empty(birth.Units);
    }

    [Fact]
    public void WholeBirth_EveryMemberTaken()
    {
        var birth = Take(Whole);
        Assert.Equal(
            "True Celovška 12 46.066 14.492 Šiška celovska-12 gw-03 60 1.4.2",
            FormattableString.Invariant($"{birth.Online} {birth.Name} {birth.Lat} {birth.Lon} {birth.District} {birth.Station} {birth.Gateway} {birth.IntervalSeconds} {birth.Firmware}"));
        Assert.Equal(
            new Dictionary<string, string> { ["pm10"] = "ug/m3", ["radon"] = "Bq/m3" }, birth.Units.ToDictionary(StringComparer.Ordinal));
        Assert.True(birth.Accepts);
    }

    [Theory]
    [InlineData("""{"name":"  Most \t"}""", "Most")]
    [InlineData("""{"name":"   "}""", null)]
    [InlineData("""{"name":""}""", null)]
    [InlineData("""{"name":null}""", null)]
    [InlineData("""{"name":"a","name":null}""", null)]
    [InlineData("""{"na\u006de":"\u010cade\u017e"}""", "Čadež")]
    [InlineData("""{"name":"<b>&\"quoted\"</b>"}""", "<b>&\"quoted\"</b>")]
    public void Name_TrimmedAndOtherwiseAsItIs(string payload, string? expected) => Assert.Equal(expected, Take(payload).Name);

    [Theory]
    [InlineData("""{"lat":90,"lon":-180}""")]
    [InlineData("""{"lat":-90.0,"lon":180}""")]
    public void Position_EndsBelong(string payload) => Assert.True(Take(payload).HasPosition);

    [Theory]
    [InlineData("""{"interval":1}""", 1)]
    [InlineData("""{"interval":60.0}""", 60)]
    [InlineData("""{"interval":86400}""", 86_400)]
    [InlineData("""{"interval":null}""", null)]
    public void Interval_WholeSeconds(string payload, int? expected) => Assert.Equal(expected, Take(payload).IntervalSeconds);

    [Theory]
    [InlineData("", RejectReason.NoValues)]
    [InlineData("Online", RejectReason.BadJson)]
    [InlineData("\"online\"", RejectReason.BadJson)]
    [InlineData("1", RejectReason.BadJson)]
    [InlineData("[]", RejectReason.BadJson)]
    [InlineData("{", RejectReason.BadJson)]
    [InlineData("{}x", RejectReason.BadJson)]
    [InlineData("""{"state":"asleep"}""", RejectReason.BadValue)]
    [InlineData("""{"state":1}""", RejectReason.BadValue)]
    [InlineData("""{"name":5}""", RejectReason.BadValue)]
    [InlineData("""{"name":{"en":"x"}}""", RejectReason.BadValue)]
    [InlineData("""{"name":"a\nb"}""", RejectReason.BadValue)]
    [InlineData("""{"name":"a\u0000"}""", RejectReason.BadValue)]
    [InlineData("""{"name":"a\u202eb"}""", RejectReason.BadValue)]
    [InlineData("""{"name":"\ud800"}""", RejectReason.BadValue)]
    [InlineData("""{"lat":46}""", RejectReason.BadValue)]
    [InlineData("""{"lon":14,"lat":null}""", RejectReason.BadValue)]
    [InlineData("""{"lat":90.01,"lon":14}""", RejectReason.BadValue)]
    [InlineData("""{"lat":46,"lon":-180.01}""", RejectReason.BadValue)]
    [InlineData("""{"lat":"46","lon":"14"}""", RejectReason.BadValue)]
    [InlineData("""{"lat":1e999,"lon":14}""", RejectReason.BadValue)]
    [InlineData("""{"station":"a b"}""", RejectReason.BadValue)]
    [InlineData("""{"station":"../x"}""", RejectReason.BadValue)]
    [InlineData("""{"gateway":7}""", RejectReason.BadValue)]
    [InlineData("""{"interval":0}""", RejectReason.BadValue)]
    [InlineData("""{"interval":86401}""", RejectReason.BadValue)]
    [InlineData("""{"interval":1.5}""", RejectReason.BadValue)]
    [InlineData("""{"interval":"60"}""", RejectReason.BadValue)]
    [InlineData("""{"m":["pm10"]}""", RejectReason.BadValue)]
    [InlineData("""{"m":{"pm 10":"ug/m3"}}""", RejectReason.BadQuantity)]
    [InlineData("""{"m":{"pm10":5}}""", RejectReason.UnknownUnit)]
    [InlineData("""{"m":{"pm10":{"u":"V"}}}""", RejectReason.UnknownUnit)]
    [InlineData("""{"m":{"pm10":""}}""", RejectReason.UnknownUnit)]
    [InlineData("""{"m":{"pm10":"seventeen letters"}}""", RejectReason.UnknownUnit)]
    public void FaultyBirth_RefusedWithOneReason(string payload, RejectReason expected) => Assert.Equal(expected, Refuse(payload));

    [Theory]
    [InlineData("name", 128)]
    [InlineData("district", 64)]
    [InlineData("fw", 64)]
    [InlineData("station", 64)]
    [InlineData("gateway", 64)]
    public void Text_BoundedInLength(string member, int longest)
    {
        Take($$"""{"{{member}}":"{{new string('a', longest)}}"}""");
        Assert.Equal(RejectReason.BadValue, Refuse($$"""{"{{member}}":"{{new string('a', longest + 1)}}"}"""));
        Assert.Equal(RejectReason.BadValue, Refuse($$"""{"{{member}}":"{{new string('a', 200_000)}}"}"""));
    }

    [Fact]
    public void SizeDepthAndUnits_Bounded()
    {
        Assert.Equal(RejectReason.TooLarge, Refuse("online".PadRight((256 * 1024) + 1)));
        Assert.Equal(RejectReason.TooDeep, Refuse("{\"x\":" + new string('[', 1_000)));
        Assert.Equal(256, Take(Units(256)).Units.Count);
        Assert.Equal(RejectReason.TooMany, Refuse(Units(257)));
        Assert.Equal(RejectReason.BadJson, Refuse(Encoding.Latin1.GetBytes("{\"name\":\"\u00e8\"}")));

        static string Units(int count) => $$"""{"m":{ {{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"q{i}\":\"V\""))}} } }""";
    }

    [Fact]
    public void BirthCutAtEveryByte_BadJson()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        for (var length = 1; length < bytes.Length; length++)
        {
            Assert.Equal(RejectReason.BadJson, Refuse(bytes.AsSpan(0, length)));
        }
    }

    static Birth Take(string payload)
    {
        Assert.True(BirthDecoder.TryDecode(Encoding.UTF8.GetBytes(payload), out var birth, out var reason, out var detail), detail);
        Assert.Equal(RejectReason.None, reason);
        Assert.Equal("", detail);
        return birth;
    }

    static RejectReason Refuse(string payload) => Refuse(Encoding.UTF8.GetBytes(payload));

    static RejectReason Refuse(ReadOnlySpan<byte> payload)
    {
        Assert.False(BirthDecoder.TryDecode(payload, out var birth, out var reason, out var detail));
        Assert.Null(birth);
        Assert.InRange(detail.Length, 1, DecodedMessage.MaxDetailLength);
        return reason;
    }
}
