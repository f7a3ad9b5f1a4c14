namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>A stand-in that takes everything would prove nothing.</summary>
public sealed class LineTextTests
{
    [Fact]
    public void Line_IsReadWithItsEscapes()
    {
        var line = LineText.Parse(@"a\ b\,c,device=x\=y\ z,k=v f\ 1=-1.5e3,g=4i,h=""a b,c\""d"",i=T,j=7u -1768284000000");
        Assert.Equal("a b,c", line.Measurement);
        Assert.Equal(["device=x=y z", "k=v"], line.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(
            ["f 1 Float", "g Integer", "h String", "i Boolean", "j Unsigned"], line.Fields.Select(field => $"{field.Key} {field.Value}"));
        Assert.Equal(-1_768_284_000_000, line.Time);
    }

    [Theory]
    [InlineData("", "measurement")]
    [InlineData("air", "fields")]
    [InlineData("air,device=a", "fields")]
    [InlineData("air,device= f=1 1", "tag value")]
    [InlineData("air,=a f=1 1", "tag key")]
    [InlineData("air,device f=1 1", "tag key")]
    [InlineData("air,d=a,d=b f=1 1", "duplicate")]
    [InlineData("air f= 1", "field value")]
    [InlineData("air f 1", "field key")]
    [InlineData("air f=1,f=2 1", "multiple instances")]
    [InlineData("air f=NaN 1", "number")]
    [InlineData("air f=1e999 1", "number")]
    [InlineData("air f=1,5 1", "field key")]
    [InlineData("air f=0x1 1", "number")]
    [InlineData("air f=\"a 1", "quotes")]
    [InlineData("air f=1", "timestamp")]
    [InlineData("air f=1 ", "timestamp")]
    [InlineData("air f=1 1.5", "timestamp")]
    [InlineData("air f=1 1 2", "timestamp")]
    [InlineData("air f=1 9223372036855", "range")]
    public void WhatIsNoLine_IsRefused(string line, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => LineText.Parse(line)).Message, StringComparison.Ordinal);
}
