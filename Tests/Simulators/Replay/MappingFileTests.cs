using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Verbs;
using CityOps.Tests.Conventions;

namespace CityOps.Tests.Simulators.Replay;

public sealed class MappingFileTests
{
    [Fact]
    public void MappingsOfOurs_AreFoundByName()
    {
        Assert.Equal(["aarhus-traffic", "batadal-water", "uci-air"], MappingFile.Names);
        Assert.All(MappingFile.Names, name =>
        {
            var mapping = MappingFile.Read(name);
            Assert.NotEmpty(mapping.About!);
            Assert.True(mapping.StationTable is not null || mapping.Stations!.Count > 0, "without positions nothing is on the map");
        });
    }

    [Fact]
    public void Example_HasEveryMemberThatThereIs()
    {
        var example = MappingFile.Parse(MappingFile.Example, "example");
        Assert.All(
            (Type[])[typeof(CsvMapping), typeof(TimeColumns), typeof(DeviceColumn), typeof(ValueColumn), typeof(OtherColumn), typeof(StationEntry), typeof(StationTableColumns)],
            type => Assert.All(type.GetProperties(), member =>
                Assert.Contains($"\"{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}\":", MappingFile.Example, StringComparison.Ordinal)));
        Assert.Equal("gauge-logger", example.Columns[3].Device);
        Assert.Equal(9, example.Columns[2].Unless!.Is[1].GetInt32());
    }

    [Fact]
    public void Docs_ShowTheExampleAsItIs() => Assert.Contains(MappingFile.Example, Sources.Text("docs/replay.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"domain\"", "\"domian\"", "line 2, column", "'domian'")]
    [InlineData("\"quantity\": \"no2\"", "\"quantiy\": \"no2\"", "line 8, column", "'quantiy' ($.columns[0].quantiy)")]
    [InlineData("\"device\": { \"column\": \"box\", \"prefix\": \"aq-\" },", "", "", "device must be given")]
    [InlineData("600", "\"often\"", "line 5, column", "of the wrong kind ($.intervalSeconds)")]
    [InlineData("600", "600 600", "line 5, column", "")]
    public void Mistake_IsSaidWithLineAndMember(string right, string wrong, string where, string what)
    {
        var refused = Assert.Throws<UnusableException>(() => Written.MappingOf(Written.Mapping.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith("test.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(where, refused.Message, StringComparison.Ordinal);
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CityOps.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"air\"", "\"weather\"", "domain: 'weather'")]
    [InlineData("[\"time\"]", "[]", "time.columns")]
    [InlineData("\"UTC\"", "\"Mars\"", "time.zone: 'Mars'")]
    [InlineData("\"quantity\": \"no2\"", "\"quantity\": \"no 2\"", "columns[0].quantity: 'no 2'")]
    [InlineData("\"unit\": \"ug/m3\" }", "\"unit\": \"bar\" }", "columns[0].unit: 'bar' cannot be converted into ug/m3")]
    [InlineData("\"scale\": 10", "\"scale\": 0", "columns[1]: scale")]
    [InlineData("pm10", "no2", "columns: no2 and pm are both no2")]
    [InlineData("\"prefix\": \"aq-\"", "\"prefix\": \"a/q\"", "device.prefix")]
    [InlineData("\"prefix\": \"aq-\"", "\"id\": \"one\"", "device: either id or column")]
    [InlineData("46.05", "146.05", "stations[0]: lat")]
    [InlineData("600", "0", "intervalSeconds")]
    [InlineData("\"domain\"", "\"delimiter\": \"ab\", \"domain\"", "delimiter")]
    [InlineData("\"domain\"", "\"decimal\": \",\", \"domain\"", "decimal")]
    public void MeaninglessMember_IsNamed(string right, string wrong, string what) => Assert.Contains(
        what, Assert.Throws<UnusableException>(() => Written.MappingOf(Written.Mapping.Replace(right, wrong, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void AllMistakes_AreSaidTogether()
    {
        var wrong = Written.Mapping.Replace("\"air\"", "\"weather\"", StringComparison.Ordinal).Replace("600", "-1", StringComparison.Ordinal);
        var said = Assert.Throws<UnusableException>(() => Written.MappingOf(wrong)).Message;
        Assert.Contains("domain", said, StringComparison.Ordinal);
        Assert.Contains("intervalSeconds", said, StringComparison.Ordinal);
    }

    [Fact]
    public void NameThatIsNone_IsAnsweredWithThoseThatAre() =>
        Assert.Contains("aarhus-traffic, batadal-water, uci-air", Assert.Throws<UnusableException>(() => MappingFile.Read("uci-ari")).Message, StringComparison.Ordinal);
}
