using CityOps.Simulators.Load.Wire;

namespace CityOps.Tests.Simulators.Load.Wire;

public sealed class ConnAckTests
{
    [Theory]
    [InlineData("000000", 0, 65_535, 2)]
    [InlineData("00000321000A", 0, 10, 2)]
    [InlineData("000005210064" + "2401", 0, 100, 1)]
    // Session expiry, assigned id, a pair of texts, retain available, keep-alive, then the receive maximum.
    [InlineData("000019" + "1100000E10" + "1200026964" + "26000161000162" + "2501" + "13003C" + "210014", 0, 20, 2)]
    [InlineData("008700", 0x87, 65_535, 2)]
    [InlineData("0005", 5, 65_535, 2)]
    public void Welcome_SaysWhatTheBrokerWants(string body, int reason, int receiveMaximum, int qos) =>
        Assert.Equal(new ConnAck((byte)reason, receiveMaximum, qos), ConnAck.Parse(Convert.FromHexString(body)));

    [Fact]
    public void BrokerOfAnOlderVersion_IsOneThatDoesNotKnowOurs() => Assert.Equal(0x84, ConnAck.Parse([0, 1]).Reason);

    [Theory]
    [InlineData("00")]
    [InlineData("000005")]
    [InlineData("0000022100")]
    [InlineData("00000426000161")]
    [InlineData("0000021200")]
    [InlineData("000001EE")]
    public void WhatIsCutOffOrUnknown_IsSaid(string body) => Assert.Throws<InvalidDataException>(() => ConnAck.Parse(Convert.FromHexString(body)));
}
