using System.Text;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Celovška 12", true)]
    [InlineData("合格 😀", true)]
    [InlineData("a\nb", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("a\u007Fb", false)]
    [InlineData("a\u0085b", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("a\u2066b", false)]
    [InlineData("a\uE000b", false)]
    [InlineData("a\uDC00b", false)]
    public void Text_PrintableOrNot(string text, bool printable) => Assert.Equal(printable, PlainText.IsPrintable(text));

    [Fact]
    public void Excerpt_CutsAndReplacesWhatIsNotPrintable()
    {
        Assert.Equal("a?b", PlainText.Excerpt("a\nb"u8, 10));
        Assert.Equal("??", PlainText.Excerpt([0xC0, 0xFF], 10));
        Assert.Equal("abcd…", PlainText.Excerpt("abcdefgh"u8, 5));
        Assert.Equal("", PlainText.Excerpt([], 5));
        Assert.Equal("😀😀…", PlainText.Excerpt(Encoding.UTF8.GetBytes("😀😀😀"), 6));
    }
}
