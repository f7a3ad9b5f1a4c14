using System.Text.Json;
using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>What refusals mean, by generation.</summary>
public sealed class InfluxProfileTests
{
    const string Named = """{"error":"partial write of line protocol occurred","data":[{"original_line":"air f=x","line_number":3,"error_message":"no"},{"original_line":"air g=y","line_number":1,"error_message":"no"}]}""";

    static readonly InfluxDbOptions Options = new() { Url = new Uri("http://localhost:8086"), Org = "a/b & c" };

    /// <summary>Anything else, such as a proxy's JSON, must not cost readings.</summary>
    [Theory]
    [InlineData(1, """{"error":"partial write"}""", "partial write")]
    [InlineData(1, """{"message":"Bad Request"}""", null)]
    [InlineData(1, """{"error":{"code":400}}""", null)]
    [InlineData(2, """{"code":"invalid","message":"unable to parse"}""", "unable to parse")]
    [InlineData(2, """{"message":"Bad Request"}""", null)]
    [InlineData(2, """{"error":"Bad Request"}""", null)]
    [InlineData(2, """{"code":400,"message":"Bad Request"}""", null)]
    [InlineData(3, Named, "partial write of line protocol occurred")]
    [InlineData(3, """{"message":"Bad Request"}""", null)]
    public void Reason_IsTheServersOwnWord(int version, string refusal, string? reason) =>
        Assert.Equal(reason, InfluxProfile.Of(version, Options).ReasonIn(JsonDocument.Parse(refusal).RootElement));

    [Theory]
    [InlineData(3, Named, 2, 0)]
    [InlineData(1, Named)]
    [InlineData(2, Named)]
    [InlineData(3, """{"error":"no"}""")]
    [InlineData(3, """{"error":"no","data":{"line_number":1}}""")]
    [InlineData(3, """{"error":"no","data":[{"line_number":1},{"line_number":0}]}""")]
    [InlineData(3, """{"error":"no","data":[{"line_number":1},{"line_number":"2"}]}""")]
    [InlineData(3, """{"error":"no","data":[{"line_number":1},null]}""")]
    [InlineData(3, """{"error":"no","data":[{"line_number":4},{"line_number":4}]}""", 3)]
    public void GuiltyLines_AreThoseThatAreNamed_AndNoneWhereOneIsNot(int version, string refusal, params int[] lines) =>
        Assert.Equal(lines, InfluxProfile.Of(version, Options).GuiltyIn(JsonDocument.Parse(refusal).RootElement));

    [Fact]
    public void HundredLines_AreNotAllThatThereMayBe()
    {
        string Refusal(int lines) => $$"""{"error":"no","data":[{{string.Join(',', Enumerable.Range(1, lines).Select(line => $$"""{"line_number":{{line}}}"""))}}]}""";
        Assert.Equal(99, InfluxProfile.Of(3, Options).GuiltyIn(JsonDocument.Parse(Refusal(99)).RootElement).Count);
        Assert.Empty(InfluxProfile.Of(3, Options).GuiltyIn(JsonDocument.Parse(Refusal(100)).RootElement));
    }

    [Theory]
    [InlineData(1, "write?db=c%20_raw&precision=ms")]
    [InlineData(2, "api/v2/write?org=a%2Fb%20%26%20c&bucket=c%20_raw&precision=ms")]
    [InlineData(3, "api/v3/write_lp?db=c%20_raw&precision=millisecond&accept_partial=true")]
    public void WriteAddress_IsEscaped(int version, string address) => Assert.Equal(address, InfluxProfile.Of(version, Options).WriteAddress("c _raw"));

    [Theory]
    [InlineData("1.6.7~rc0", 1)]
    [InlineData("1.8.10", 1)]
    [InlineData("v2.7.11", 2)]
    [InlineData("2.0", 2)]
    [InlineData("3.9.6", 3)]
    [InlineData("12.1", 12)]
    [InlineData("unknown", null)]
    [InlineData("", null)]
    [InlineData("v", null)]
    [InlineData("-1.2", null)]
    public void Generation_IsTheNumberBeforeTheFirstPoint(string version, int? generation) => Assert.Equal(generation, ServerVersion.Generation(version));

    [Theory]
    [InlineData("v2.7.11", "", "v2.7.11")]
    [InlineData(null, """{"version":"3.9.6","revision":"ab"}""", "3.9.6")]
    [InlineData("", """{"version":"3.9.6"}""", "3.9.6")]
    [InlineData(null, "OK", null)]
    [InlineData(null, "", null)]
    public void Version_IsInTheHeaderOrTheBody(string? header, string body, string? version) =>
        Assert.Equal(version, ServerVersion.Of(new HttpAnswer(System.Net.HttpStatusCode.OK, System.Text.Encoding.UTF8.GetBytes(body), default, header)));
}
