using CityOps.Simulators.Load.Wire;

namespace CityOps.Tests.Simulators.Load.Wire;

public sealed class AnswerTests
{
    // PUBACK 1, PUBACK 258 without a subscriber, PINGRESP, PUBACK 3 refused with a text, DISCONNECT "session taken over".
    const string Stream = "40020001" + "4003010210" + "D000" + "400A000387061F00036E6F21" + "E0018E";

    [Fact]
    public void Packets_AreReadWhereverTheStreamIsSplit()
    {
        var bytes = Convert.FromHexString(Stream);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(
                [new(0x40, 1, 0), new(0x40, 258, 0x10), new(0xD0, 0, 0), new(0x40, 3, 0x87), new(0xE0, 0, 0x8E)],
                [.. Read(bytes[..split], out var left), .. Read([.. left, .. bytes[split..]], out _)]);
        }
    }

    [Theory]
    [InlineData("400100")]
    [InlineData("408080808001")]
    public void WhatIsNoPacket_IsSaid(string bytes) => Assert.Throws<InvalidDataException>(() => Read(Convert.FromHexString(bytes), out _));

    static List<Answer> Read(byte[] bytes, out byte[] left)
    {
        var answers = new List<Answer>();
        left = bytes;
        while (Answer.TryRead(left, out var answer, out var length))
        {
            answers.Add(answer);
            left = left[length..];
        }

        return answers;
    }
}
