using System.Globalization;
using CityOps.Core.Live;
using CityOps.Dashboard.Live;

namespace CityOps.Tests.Dashboard.Live;

public sealed class FrameOrderTests
{
    /// <summary>Each word is one frame: epoch, number, and for a part of a key frame /part of parts.</summary>
    [Theory]
    [InlineData("a1", false)]
    [InlineData("a1/1of1", true)]
    [InlineData("a1/1of1 a2 a3", true)]
    [InlineData("a1/1of1 a3", false)]
    [InlineData("a1/1of1 a3 a4", false)]
    [InlineData("a1/1of1 a3 a4/1of1", true)]
    [InlineData("a7/1of3 a8/2of3 a9/3of3", true)]
    [InlineData("a7/1of3 a8/2of3", false)]
    [InlineData("a8/2of3 a9/3of3", false)]
    [InlineData("a7/1of3 a9/3of3", false)]
    [InlineData("a7/1of3 a8 a9/2of3 a10/3of3", false)]
    [InlineData("a7/1of2 a8/1of2 a9/2of2", true)]
    [InlineData("a1/1of1 a2/1of2", true)] // a renewal while whole: nothing is missing meanwhile
    [InlineData("a1/1of1 b2", false)]
    [InlineData("a1/1of1 b1", false)]
    [InlineData("a1/1of1 b1/1of1", true)]
    [InlineData("a1/1of1 b1/1of1 a2", false)]
    [InlineData("a1/1of2 b2/2of2", false)]
    [InlineData("a1/1of1 a1", false)]
    [InlineData("a1/1of1 lost a2", false)]
    [InlineData("a1/1of1 lost a2/1of1", true)]
    public void History_IsWholeOrNot(string history, bool whole)
    {
        var order = new FrameOrder();
        foreach (var word in history.Split(' '))
        {
            if (word == "lost")
            {
                order.Forget();
            }
            else
            {
                order.Take(Frame(word));
            }
        }

        Assert.Equal(whole, order.IsWhole);
    }

    static LiveFrame Frame(string word)
    {
        var numbers = word[1..].Split('/', 'o', 'f').Where(part => part != "").Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new LiveFrame
        {
            Epoch = word[..1], Seq = numbers[0], At = 0, Items = [],
            Key = numbers.Count > 1, Part = numbers.Count > 1 ? numbers[1] - 1 : 0, Parts = numbers.Count > 1 ? numbers[2] : 1,
        };
    }
}
