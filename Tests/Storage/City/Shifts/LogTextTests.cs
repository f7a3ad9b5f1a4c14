using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City.Shifts;

public sealed class LogTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" \r\n\t ", null)]
    [InlineData("  Črpalka 2\r\nropota  ", "Črpalka 2\nropota")]
    [InlineData("a\u0000b\u202Ec\u0007d", "abcd")]
    [InlineData("=1+1", "=1+1")]
    public void Text_IsKeptAsPeopleCanReadIt(string? text, string? kept) => Assert.Equal(kept, LogText.Read(text));

    [Fact]
    public void LongText_IsCutBetweenSigns()
    {
        Assert.Equal(LogText.Most, LogText.Read(new string('a', 3_000))!.Length);
        Assert.Equal(LogText.Most - 1, LogText.Read(new string('a', LogText.Most - 1) + "😀😀")!.Length);
    }
}
