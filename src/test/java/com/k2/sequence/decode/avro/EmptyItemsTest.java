package com.k2.sequence.decode.avro;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyItemsTest {

    private static final String RECORD =
            "{'type':'record','name':'R','fields':[{'name':'a','type':%s}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'null'",
                "{'type':'fixed','name':'F','size':0}",
                "{'type':'record','name':'E','fields':[]}",
                "{'type':'record','name':'E','fields':[{'name':'n','type':'null'}]}",
                "{'type':'record','name':'A','fields':[{'name':'b','type':"
                        + "{'type':'record','name':'B','fields':[{'name':'a','type':'A'}]}}]}",
                "{'type':'record','name':'P','fields':[{'name':'x','type':"
                        + "{'type':'record','name':'E','fields':[]}},{'name':'y','type':'E'}]}"
            })
    void areFoundWhereverTheArrayIs(String items) {
        String array = "{'type':'array','items':" + items + "}";

        assertThat(EmptyItems.areIn(schema(array))).isTrue();
        assertThat(EmptyItems.areIn(schema("['null'," + array + "]"))).isTrue();
        assertThat(EmptyItems.areIn(schema("{'type':'map','values':" + array + "}"))).isTrue();
        assertThat(EmptyItems.areIn(schema("{'type':'array','items':" + array + "}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'null'",
                "{'type':'array','items':'int'}",
                "{'type':'array','items':['null','int']}",
                "{'type':'map','values':'null'}",
                "{'type':'array','items':{'type':'fixed','name':'F','size':1}}",
                "{'type':'array','items':'R'}",
                "['null','R']"
            })
    void areNotFoundInOtherSchemas(String type) {
        assertThat(EmptyItems.areIn(schema(type))).isFalse();
    }

    private static Schema schema(String type) {
        return new Schema.Parser().parse(RECORD.formatted(type).replace('\'', '"'));
    }
}
